# A multi-layer perceptron in R that answers mlp-compare's questions: reads q/, writes a/.
#
#     mlp-compare questions --out q
#     Rscript examples/answers/network.R q a
#     mlp-compare diagnose --questions q --answers a
#
# 5 -> 6 relu -> 6 relu -> 3, softmax cross-entropy. With a third argument, 'mistake', the gradient of a bias is a mean over the rows, though dZ has it already.

given <- commandArgs(trailingOnly = TRUE)
q <- if (length(given) > 0) given[1] else "q"
a <- if (length(given) > 1) given[2] else "a"
mistake <- length(given) > 2 && given[3] == "mistake"


forward <- function(W, b, X) {
  A <- list(X)
  for (l in seq_along(W)) {
    Z <- sweep(A[[l]] %*% W[[l]], 2, b[[l]], "+") # Z + b would add it down the columns
    A[[l + 1]] <- if (l < length(W)) pmax(Z, 0) else Z # the last layer is linear
  }
  A
}

backward <- function(W, b, X, y) {
  A <- forward(W, b, X)
  logits <- A[[length(A)]] - apply(A[[length(A)]], 1, max)
  P <- exp(logits) / rowSums(exp(logits))
  own <- cbind(seq_along(y), y + 1) # classes count from 0
  loss <- mean(log(rowSums(exp(logits))) - logits[own])
  dZ <- P
  dZ[own] <- dZ[own] - 1
  dZ <- dZ / nrow(X)
  dW <- list()
  db <- list()
  for (l in rev(seq_along(W))) {
    dW[[l]] <- t(A[[l]]) %*% dZ
    db[[l]] <- if (mistake) colMeans(dZ) else colSums(dZ)
    if (l > 1) dZ <- (dZ %*% t(W[[l]])) * (A[[l]] > 0)
  }
  list(loss = loss, dW = dW, db = db)
}

read <- function(id, name) {
  file <- file.path(q, id, paste0(name, ".csv"))
  if (file.exists(file)) unname(as.matrix(read.csv(file, header = FALSE))) else NULL
}

save_csv <- function(id, name, M) {
  M <- formatC(as.matrix(M), digits = 17, format = "g", width = 1)
  write.table(M, file.path(a, id, paste0(name, ".csv")), sep = ",", quote = FALSE, row.names = FALSE, col.names = FALSE)
}

answer <- function(id, steps) {
  dir.create(file.path(a, id), recursive = TRUE, showWarnings = FALSE)
  W <- list()
  b <- list()
  while (!is.null(M <- read(id, paste0("W", length(W) + 1)))) {
    b[[length(W) + 1]] <- as.vector(read(id, paste0("b", length(W) + 1)))
    W[[length(W) + 1]] <- M
  }
  X <- read(id, "X")
  if (!is.null(X)) save_csv(id, "logits", forward(W, b, X)[[length(W) + 1]])
  rates <- read(id, "rates")
  losses <- numeric(steps)
  for (s in seq_len(steps)) {
    g <- backward(W, b, read(id, paste0("step", s, "_X")), as.vector(read(id, paste0("step", s, "_y"))))
    losses[s] <- g$loss
    for (l in seq_along(W)) {
      W[[l]] <- W[[l]] - rates[s] * g$dW[[l]]
      b[[l]] <- b[[l]] - rates[s] * g$db[[l]]
      save_csv(id, paste0("step", s, "_W", l), W[[l]])
      save_csv(id, paste0("step", s, "_b", l), t(b[[l]]))
    }
  }
  save_csv(id, "loss", losses)
}

questions <- read.csv(file.path(q, "questions.csv"), header = FALSE, colClasses = c("character", "integer"))
for (n in seq_len(nrow(questions))) answer(questions[n, 1], questions[n, 2])
