/* A port's own test: the network of ../answers/network.c held against a trace.
 *
 *     mlp-compare record --out trace.json
 *     cc -Iexamples/trace -o check examples/trace/check.c -lm && ./check trace.json
 *
 * Names the first number that is wrong and exits with 1. Compiled with -DMISTAKE it does. */
#define NO_MAIN
#include "../answers/network.c"
#include "mlp_trace.h"

static char place[128];

/* Whether it is what the trace has, to 1e-9 of the largest. */
static int right(const char *trace, const double *came, int n) {
    double expected[ROWS * 6], largest = 0;
    if (mlp_numbers(trace, place, expected, ROWS * 6) != n) return printf("%s: not %d numbers\n", place, n), 0;
    for (int i = 0; i < n; i++) largest = fmax(largest, fabs(expected[i]));
    for (int i = 0; i < n; i++)
        if (!(fabs(came[i] - expected[i]) <= 1e-9 * largest)) return printf("%s, number %d: %.9g, right is %.9g\n", place, i + 1, came[i], expected[i]), 0;
    return 1;
}

#define AT(...) (snprintf(place, sizeof place, __VA_ARGS__), place)

/* 0 where all of it is right. */
static int check(const char *trace) {
    double rate, y[ROWS], loss;
    int s = 0, n;
    mlp_numbers(trace, "learningRate", &rate, 1);
    for (int l = 0; l < LAYERS; l++) {
        mlp_numbers(trace, AT("initial[%d].W", l), W[l], ROWS * 6);
        mlp_numbers(trace, AT("initial[%d].b", l), b[l], ROWS * 6);
    }
    for (; (n = mlp_numbers(trace, AT("steps[%d].X", s), A[0], ROWS * 5)) > 0; s++) {
        const int rows = n / WIDTH[0];
        mlp_numbers(trace, AT("steps[%d].y", s), y, ROWS);
        forward(rows);
        for (int l = 1; l < LAYERS; l++)
            if (AT("steps[%d].A[%d]", s, l - 1), !right(trace, A[l], rows * WIDTH[l])) return 1;
        loss = loss_and_delta(y, rows);
        if (AT("steps[%d].loss", s), !right(trace, &loss, 1)) return 1;
        backward(rows);
        for (int l = LAYERS - 1; l >= 0; l--) {
            if (AT("steps[%d].gradients[%d].W", s, l), !right(trace, dW[l], WIDTH[l] * WIDTH[l + 1])) return 1;
            if (AT("steps[%d].gradients[%d].b", s, l), !right(trace, db[l], WIDTH[l + 1])) return 1;
        }
        update(rate);
        for (int l = 0; l < LAYERS; l++)
            if (AT("steps[%d].weights[%d].W", s, l), !right(trace, W[l], WIDTH[l] * WIDTH[l + 1])) return 1;
    }
    return printf("%d steps are right.\n", s), s == 0;
}

int main(int count, char **arguments) {
    char *trace = mlp_trace(count > 1 ? arguments[1] : "trace.json");
    if (!trace) return perror("the trace"), 1;
    int fault = check(trace);
    free(trace);
    return fault;
}
