# mlp-compare in a container: docker build --tag mlp-compare . && docker run --rm --volume "$PWD:/work" mlp-compare diagnose mine.ts
# Networks in Python need an image with Python: FROM this one, and install python3 and numpy.
FROM node:22-slim AS build
WORKDIR /source
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=optional
COPY . .
RUN mkdir /packed && npm pack --pack-destination /packed

FROM node:22-slim
COPY --from=build /packed/ /packed/
# The optional packages, native TensorFlow among them, would be larger than all the rest.
RUN npm install --global --ignore-scripts --omit=optional --no-audit --no-fund /packed/*.tgz && rm -r /packed && npm cache clean --force
USER node
WORKDIR /work
ENTRYPOINT ["mlp-compare"]
CMD ["--help"]
