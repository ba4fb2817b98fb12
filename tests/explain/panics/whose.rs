use ndarray::{Array1, Array2};

// TODO: as many weights as columns.
fn weights(x: &Array2<f64>) -> Array1<f64> {
    Array1::zeros(x.nrows())
}

fn predict(x: &Array2<f64>, w: &Array1<f64>) -> Array1<f64> {
    x.dot(w) // <- the_last_call_of_a_function_is_not_lost
}

fn main() {}

#[cfg(test)]
mod tests {
    use super::*;

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 2 x 1 (2 rows).
    // It would fit with the left one transposed, 3 x 2 times 2 x 1 (`.t()` transposes); whether that is meant, the formula in the header says.
    #[test]
    fn the_last_call_of_a_function_is_not_lost() {
        let x = Array2::zeros((2, 3));
        predict(&x, &weights(&x));
    }

    // `dot` goes along the columns of the left array and the rows of the right one, so there must be as many: the left one is 2 x 3 (3 columns), the right one 2 x 1 (2 rows).
    // The test does this with what your code gave it: read that line of the test, and look at what it calls.
    #[test]
    fn the_test_itself() {
        let x = Array2::<f64>::zeros((2, 3));
        let _ = x.dot(&weights(&x)); // <- the_test_itself
    }
}
