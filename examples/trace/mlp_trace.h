/* Reads a trace of `mlp-compare record --out trace.json` in C: one header, no library but libc's.
 *
 *     char *trace = mlp_trace("trace.json");                                       NULL where it cannot be read
 *     int n = mlp_numbers(trace, "steps[2].gradients[0].W", values, 36);           30: row by row; -1 where there is no such place
 *
 * Places are those of the file: learningRate; initial[l].W, .b; steps[s].X, .y (or .values), .Z[l], .A[l], .P, .loss, .dZ[l],
 * .gradients[l].W, .b, .weights[l].W, .b, .state.v[l].W; l and s from 0, W (in, out). More numbers than there is room for: -1. */
#ifndef MLP_TRACE_H
#define MLP_TRACE_H

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The file's text, to be freed. */
static char *mlp_trace(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = NULL;
    if (file && !fseek(file, 0, SEEK_END)) {
        long size = ftell(file);
        rewind(file);
        text = calloc((size_t)size + 1, 1);
        if (text && fread(text, 1, (size_t)size, file) != (size_t)size) free(text), text = NULL;
    }
    if (file) fclose(file);
    return text;
}

static const char *mlp_space(const char *at) {
    while (isspace((unsigned char)*at) || *at == ',' || *at == ':') at++;
    return at;
}

/* Behind the value that begins there: a string, a list, an object, a word or a number. */
static const char *mlp_skip(const char *at) {
    int depth = 0;
    do {
        if (*at == '"') {
            for (at++; *at && *at != '"'; at++)
                if (*at == '\\' && at[1]) at++;
        } else if (*at == '[' || *at == '{') depth++;
        else if (*at == ']' || *at == '}') depth--;
        else if (depth == 0) return at + strcspn(at, ",]} \t\r\n");
        if (*at) at++;
    } while (*at && depth > 0);
    return at;
}

/* Where the value at a place begins; NULL where there is none. */
static const char *mlp_find(const char *at, const char *place) {
    at = mlp_space(at);
    while (*place) {
        const int is_index = *place == '[';
        const size_t length = strcspn(place += *place == '.' || is_index, ".[]");
        const long index = is_index ? strtol(place, NULL, 10) : 0;
        if (*at != (is_index ? '[' : '{')) return NULL;
        at = mlp_space(at + 1);
        for (long i = 0;; i++) {
            if (!*at || *at == ']' || *at == '}') return NULL;
            if (is_index) {
                if (i == index) break;
            } else {
                const char *name = at + 1;
                at = mlp_space(mlp_skip(at));
                if (!strncmp(name, place, length) && name[length] == '"') break;
            }
            at = mlp_space(mlp_skip(at));
        }
        place += length + (is_index ? 1 : 0);
    }
    return at;
}

/* All numbers at a place, a number or lists of them; how many, or -1. */
static int mlp_numbers(const char *trace, const char *place, double *values, int most) {
    const char *at = mlp_find(trace, place), *end = at ? mlp_skip(at) : at;
    int n = 0;
    if (!at) return -1;
    while (at < end) {
        char *behind;
        if (*at == '[' || *at == ']' || *at == ',' || isspace((unsigned char)*at)) { at++; continue; }
        double value = strtod(at, &behind);
        if (behind == at || n == most) return -1;
        values[n++] = value, at = behind;
    }
    return n;
}

#endif
