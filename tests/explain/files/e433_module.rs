// (no sentence)

fn main() {
    kit::close(1.0);
}
