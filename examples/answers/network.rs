//! A multi-layer perceptron in Rust that answers mlp-compare's questions: reads q/, writes a/. Nothing but the standard library.
//!
//!     mlp-compare questions --out q
//!     rustc -O -o network examples/answers/network.rs && ./network q a
//!     mlp-compare diagnose --questions q --answers a
//!
//! Any widths, relu, softmax cross-entropy. With a third argument, 'mistake', it follows the sum over the batch.

use std::{env, fs, io};

#[derive(Clone)]
struct Matrix {
    cols: usize,
    data: Vec<f64>,
}

impl Matrix {
    fn rows(&self) -> usize {
        self.data.len() / self.cols
    }
    fn at(&self, r: usize, c: usize) -> f64 {
        self.data[r * self.cols + c]
    }
    fn filled(rows: usize, cols: usize, f: impl Fn(usize, usize) -> f64) -> Matrix {
        Matrix { cols, data: (0..rows * cols).map(|i| f(i / cols, i % cols)).collect() }
    }
    fn csv(&self) -> String {
        let line = |row: &[f64]| row.iter().map(|v| v.to_string()).collect::<Vec<_>>().join(","); // the shortest that reads back the same
        self.data.chunks(self.cols).map(|row| line(row) + "\n").collect()
    }
}

/// A layer: W (in, out), b (1, out).
type Layers = Vec<(Matrix, Matrix)>;

/// A[0] = X, A[l + 1] = relu(A[l]·W + b); the last is linear.
fn forward(layers: &Layers, x: Matrix) -> Vec<Matrix> {
    let mut a = vec![x];
    for (l, (w, b)) in layers.iter().enumerate() {
        let (input, last) = (&a[l], l == layers.len() - 1);
        let next = Matrix::filled(input.rows(), w.cols, |r, j| {
            let z = b.data[j] + (0..input.cols).map(|i| input.at(r, i) * w.at(i, j)).sum::<f64>();
            if last { z } else { z.max(0.0) }
        });
        a.push(next);
    }
    a
}

/// The mean loss of the batch, and ∂L/∂(W, b) of every layer.
fn backward(layers: &Layers, x: Matrix, y: &[usize], mistake: bool) -> (f64, Layers) {
    let a = forward(layers, x);
    let (logits, rows) = (&a[layers.len()], y.len());
    let most = |r: usize| (0..logits.cols).map(|k| logits.at(r, k)).fold(f64::NEG_INFINITY, f64::max);
    let sum = |r: usize| (0..logits.cols).map(|k| (logits.at(r, k) - most(r)).exp()).sum::<f64>();
    let loss = (0..rows).map(|r| sum(r).ln() + most(r) - logits.at(r, y[r])).sum::<f64>() / rows as f64;
    let over = if mistake { 1 } else { rows } as f64;
    let mut dz = Matrix::filled(rows, logits.cols, |r, k| {
        ((logits.at(r, k) - most(r)).exp() / sum(r) - if k == y[r] { 1.0 } else { 0.0 }) / over
    });
    let mut gradients = Layers::new();
    for l in (0..layers.len()).rev() {
        let (w, input) = (&layers[l].0, &a[l]);
        let dw = Matrix::filled(w.rows(), w.cols, |i, j| (0..rows).map(|r| input.at(r, i) * dz.at(r, j)).sum());
        let db = Matrix::filled(1, w.cols, |_, j| (0..rows).map(|r| dz.at(r, j)).sum());
        dz = Matrix::filled(rows, w.rows(), |r, i| {
            let da: f64 = (0..w.cols).map(|j| dz.at(r, j) * w.at(i, j)).sum();
            if input.at(r, i) > 0.0 { da } else { 0.0 }
        });
        gradients.insert(0, (dw, db));
    }
    (loss, gradients)
}

fn read(folder: &str, id: &str, name: &str) -> Option<Matrix> {
    let text = fs::read_to_string(format!("{folder}/{id}/{name}.csv")).ok()?;
    let cols = text.lines().next()?.split(',').count();
    Some(Matrix { cols, data: text.split(|c| c == ',' || c == '\n').filter_map(|word| word.parse().ok()).collect() })
}

fn answer(q: &str, a: &str, id: &str, steps: usize, mistake: bool) -> io::Result<()> {
    let folder = format!("{a}/{id}");
    fs::create_dir_all(&folder)?;
    let write = |name: String, csv: String| fs::write(format!("{folder}/{name}.csv"), csv);
    let given = |name: String| read(q, id, &name);
    let mut layers: Layers = (1..).map_while(|l| Some((given(format!("W{l}"))?, given(format!("b{l}"))?))).collect();
    if let Some(x) = given("X".into()) {
        write("logits".into(), forward(&layers, x)[layers.len()].csv())?;
    }
    let rates = given("rates".into()).expect("rates.csv").data;
    let mut losses = String::new();
    for s in 1..=steps {
        let x = given(format!("step{s}_X")).expect("the batch");
        let y: Vec<usize> = given(format!("step{s}_y")).expect("its classes").data.iter().map(|&v| v as usize).collect();
        let (loss, gradients) = backward(&layers, x, &y, mistake);
        losses += &format!("{loss}\n");
        for (l, ((w, b), (dw, db))) in layers.iter_mut().zip(&gradients).enumerate() {
            let rate = rates[s - 1];
            w.data.iter_mut().zip(&dw.data).for_each(|(v, d)| *v -= rate * d);
            b.data.iter_mut().zip(&db.data).for_each(|(v, d)| *v -= rate * d);
            write(format!("step{s}_W{}", l + 1), w.csv())?;
            write(format!("step{s}_b{}", l + 1), b.csv())?;
        }
    }
    write("loss".into(), losses)
}

fn main() -> io::Result<()> {
    let given: Vec<String> = env::args().skip(1).collect();
    let [q, a] = [given.first().map_or("q", String::as_str), given.get(1).map_or("a", String::as_str)];
    for line in fs::read_to_string(format!("{q}/questions.csv"))?.lines() {
        let (id, steps) = line.split_once(',').expect("name, steps");
        answer(q, a, id, steps.trim().parse().expect("a number of steps"), given.get(2).is_some_and(|word| word == "mistake"))?;
    }
    Ok(())
}
