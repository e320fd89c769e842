% A multi-layer perceptron in GNU Octave or MATLAB that answers mlp-compare's questions: reads q/, writes a/.
%
%     mlp-compare questions --out q
%     octave --no-gui --path examples/answers --eval "network('q', 'a')"      in MATLAB network('q', 'a')
%     mlp-compare diagnose --questions q --answers a
%
% 5 -> 6 relu -> 6 relu -> 3, softmax cross-entropy. network('q', 'a', 'mistake') forgets the derivative of ReLU.
function network(q, a, varargin)
  list = dlmread(fullfile(q, 'questions.csv'), ',');
  for n = 1:size(list, 1)
    answer(q, a, sprintf('%02d', list(n, 1)), list(n, 2), numel(varargin) > 0 && strcmp(varargin{1}, 'mistake'));
  end
end

function [A, Z] = forward(W, b, X)
  A = {X};
  for l = 1:numel(W)
    Z{l} = A{l} * W{l} + b{l};
    A{l + 1} = Z{l};
    if l < numel(W)
      A{l + 1} = max(0, Z{l}); % the last layer is linear
    end
  end
end

function [loss, dW, db] = backward(W, b, X, y, mistake)
  [A, Z] = forward(W, b, X);
  rows = size(X, 1);
  logits = A{end} - max(A{end}, [], 2);
  P = exp(logits) ./ sum(exp(logits), 2);
  own = sub2ind(size(P), (1:rows)', y + 1); % classes count from 0
  loss = mean(log(sum(exp(logits), 2)) - logits(own));
  dZ = P;
  dZ(own) = dZ(own) - 1;
  dZ = dZ / rows;
  for l = numel(W):-1:1
    dW{l} = A{l}' * dZ;
    db{l} = sum(dZ, 1);
    if l > 1
      dZ = dZ * W{l}';
      if ~mistake
        dZ = dZ .* (Z{l - 1} > 0);
      end
    end
  end
end

function M = read(folder, id, name)
  M = [];
  file = fullfile(folder, id, [name '.csv']);
  if exist(file, 'file')
    M = dlmread(file, ',');
  end
end

function save_csv(folder, id, name, M)
  dlmwrite(fullfile(folder, id, [name '.csv']), M, 'delimiter', ',', 'precision', '%.17g');
end

function answer(q, a, id, steps, mistake)
  if ~exist(fullfile(a, id), 'dir'), mkdir(fullfile(a, id)); end
  W = {}; b = {};
  M = read(q, id, 'W1');
  while ~isempty(M)
    W{end + 1} = M;
    b{end + 1} = read(q, id, sprintf('b%d', numel(W)));
    M = read(q, id, sprintf('W%d', numel(W) + 1));
  end
  X = read(q, id, 'X');
  if ~isempty(X)
    A = forward(W, b, X);
    save_csv(a, id, 'logits', A{end});
  end
  rates = read(q, id, 'rates');
  losses = zeros(steps, 1);
  for s = 1:steps
    step = sprintf('step%d_', s);
    [losses(s), dW, db] = backward(W, b, read(q, id, [step 'X']), read(q, id, [step 'y']), mistake);
    for l = 1:numel(W)
      W{l} = W{l} - rates(s) * dW{l};
      b{l} = b{l} - rates(s) * db{l};
      save_csv(a, id, sprintf('%sW%d', step, l), W{l});
      save_csv(a, id, sprintf('%sb%d', step, l), b{l});
    end
  end
  save_csv(a, id, 'loss', losses);
end
