# mlp-compare in a container: docker build --tag mlp-compare . && docker run --rm --volume "$PWD:/work" mlp-compare diagnose mine.ts
# Networks in Python need an image with Python: FROM this one, and install python3 and numpy.
FROM node:22-slim AS build
WORKDIR /source
COPY package.json package-lock.json ./
# Not --omit=optional: esbuild and TypeScript have what they run in optional packages, one for each system.
RUN npm ci --ignore-scripts
COPY . .
# Native TensorFlow is compiled where it runs, with a compiler that is not here; what it brings is larger than all the rest.
RUN npm pkg delete optionalDependencies.@tensorflow/tfjs-node && mkdir /packed && npm pack --pack-destination /packed

FROM node:22-slim
COPY --from=build /packed/ /packed/
RUN npm install --global --ignore-scripts --no-audit --no-fund /packed/*.tgz && rm -r /packed && npm cache clean --force
USER node
WORKDIR /work
ENTRYPOINT ["mlp-compare"]
CMD ["--help"]
