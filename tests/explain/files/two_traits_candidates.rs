// (no sentence)

mod m {
    pub trait A {
        fn go(&self) {}
    }
    impl A for f64 {}
    pub trait B {
        fn go(&self) {}
    }
    impl B for f64 {}
}
fn main() {
    1.0_f64.go();
}
