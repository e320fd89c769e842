/* A multi-layer perceptron in C that answers mlp-compare's questions: reads q/, writes a/. No library but libc's.
 *
 *     mlp-compare questions --out q
 *     cc -O2 -o network examples/answers/network.c -lm && ./network q a
 *     mlp-compare diagnose --questions q --answers a
 *
 * 5 -> 6 relu -> 6 relu -> 3, softmax cross-entropy. Compiled with -DMISTAKE its gradients are divided by the batch once more. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { LAYERS = 3, ROWS = 256 };
static const int WIDTH[LAYERS + 1] = {5, 6, 6, 3};

typedef double Layer[ROWS * 6]; /* of a batch: (rows, units); of a layer: (in, out) */
static Layer W[LAYERS], b[LAYERS], dW[LAYERS], db[LAYERS], A[LAYERS + 1], dZ[LAYERS], P;

/* What is to be learnt from: the network. */

static void forward(int rows) {
    for (int l = 0; l < LAYERS; l++)
        for (int r = 0; r < rows; r++)
            for (int j = 0; j < WIDTH[l + 1]; j++) {
                double z = b[l][j];
                for (int i = 0; i < WIDTH[l]; i++) z += A[l][r * WIDTH[l] + i] * W[l][i * WIDTH[l + 1] + j];
                A[l + 1][r * WIDTH[l + 1] + j] = l < LAYERS - 1 && z < 0 ? 0 : z; /* the last layer is linear */
            }
}

static double loss_and_delta(const double *y, int rows) {
    const int K = WIDTH[LAYERS];
    double loss = 0;
    for (int r = 0; r < rows; r++) {
        const double *z = A[LAYERS] + r * K;
        double most = z[0], sum = 0;
        for (int k = 1; k < K; k++) most = fmax(most, z[k]);
        for (int k = 0; k < K; k++) sum += P[r * K + k] = exp(z[k] - most);
        loss += log(sum) + most - z[(int)y[r]];
        for (int k = 0; k < K; k++) dZ[LAYERS - 1][r * K + k] = (P[r * K + k] / sum - (k == (int)y[r])) / rows;
    }
    return loss / rows;
}

static void backward(int rows) {
    for (int l = LAYERS - 1; l >= 0; l--) {
        const int in = WIDTH[l], out = WIDTH[l + 1];
        double scale = 1;
#ifdef MISTAKE
        scale = 1.0 / rows;
#endif
        for (int j = 0; j < out; j++) {
            db[l][j] = 0;
            for (int r = 0; r < rows; r++) db[l][j] += dZ[l][r * out + j] * scale;
            for (int i = 0; i < in; i++) {
                dW[l][i * out + j] = 0;
                for (int r = 0; r < rows; r++) dW[l][i * out + j] += A[l][r * in + i] * dZ[l][r * out + j] * scale;
            }
        }
        for (int r = 0; l > 0 && r < rows; r++)
            for (int i = 0; i < in; i++) {
                double dA = 0;
                for (int j = 0; j < out; j++) dA += dZ[l][r * out + j] * W[l][i * out + j];
                dZ[l - 1][r * in + i] = A[l][r * in + i] > 0 ? dA : 0;
            }
    }
}

static void update(double rate) {
    for (int l = 0; l < LAYERS; l++)
        for (int j = 0; j < WIDTH[l + 1]; j++) {
            b[l][j] -= rate * db[l][j];
            for (int i = 0; i < WIDTH[l]; i++) W[l][i * WIDTH[l + 1] + j] -= rate * dW[l][i * WIDTH[l + 1] + j];
        }
}

/* The files: matrices as CSV, a row a line. */

static char path[4096];

/* All numbers of a file; 0 where there is no such file. */
static int read_csv(const char *folder, const char *id, const char *name, double *values) {
    snprintf(path, sizeof path, "%s/%s/%s.csv", folder, id, name);
    FILE *file = fopen(path, "r");
    int n = 0;
    if (!file) return 0;
    while (n < ROWS * 6 && fscanf(file, " %lf ,", &values[n]) == 1) n++;
    fclose(file);
    return n;
}

static void write_csv(const char *folder, const char *id, const char *name, const double *values, int rows, int cols) {
    snprintf(path, sizeof path, "%s/%s/%s.csv", folder, id, name);
    FILE *file = fopen(path, "w");
    if (!file) { perror(path); exit(1); }
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++) fprintf(file, "%.17g%c", values[r * cols + c], c < cols - 1 ? ',' : '\n');
    fclose(file);
}

static void answer(const char *q, const char *a, const char *id, int steps) {
    double rates[64], y[ROWS], losses[64];
    char name[64];
    for (int l = 0; l < LAYERS; l++) {
        snprintf(name, sizeof name, "W%d", l + 1), read_csv(q, id, name, W[l]);
        snprintf(name, sizeof name, "b%d", l + 1), read_csv(q, id, name, b[l]);
    }
    snprintf(path, sizeof path, "%s/%s", a, id), mkdir(path, 0777);
    int rows = read_csv(q, id, "X", A[0]) / WIDTH[0];
    if (rows > 0) {
        forward(rows);
        write_csv(a, id, "logits", A[LAYERS], rows, WIDTH[LAYERS]);
    }
    read_csv(q, id, "rates", rates);
    for (int s = 0; s < steps; s++) {
        snprintf(name, sizeof name, "step%d_X", s + 1), rows = read_csv(q, id, name, A[0]) / WIDTH[0];
        snprintf(name, sizeof name, "step%d_y", s + 1), read_csv(q, id, name, y);
        forward(rows);
        losses[s] = loss_and_delta(y, rows);
        backward(rows);
        update(rates[s]);
        for (int l = 0; l < LAYERS; l++) {
            snprintf(name, sizeof name, "step%d_W%d", s + 1, l + 1), write_csv(a, id, name, W[l], WIDTH[l], WIDTH[l + 1]);
            snprintf(name, sizeof name, "step%d_b%d", s + 1, l + 1), write_csv(a, id, name, b[l], 1, WIDTH[l + 1]);
        }
    }
    write_csv(a, id, "loss", losses, steps, 1);
}

#ifndef NO_MAIN /* where its network alone is wanted: ../trace/check.c */
int main(int count, char **arguments) {
    const char *q = count > 1 ? arguments[1] : "q", *a = count > 2 ? arguments[2] : "a";
    char id[16];
    int steps;
    snprintf(path, sizeof path, "%s/questions.csv", q);
    FILE *list = fopen(path, "r");
    if (!list) return perror(path), 1;
    mkdir(a, 0777);
    while (fscanf(list, " %15[^,],%d", id, &steps) == 2) answer(q, a, id, steps);
    return fclose(list);
}
#endif
