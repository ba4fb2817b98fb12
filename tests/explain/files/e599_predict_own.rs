// (no sentence)

struct LinearRegression;
fn main() {
    LinearRegression.predict(1.0);
}
