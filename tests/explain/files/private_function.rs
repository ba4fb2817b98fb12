// `files` is private: only what is in the module `scan` may use it.
// Write `pub fn files` where it is defined.

mod scan {
    fn files() -> usize {
        0
    }
}

mod copy {
    use super::scan::files;

    pub fn copies() -> usize {
        files()
    }
}

fn main() {
    println!("{}", copy::copies());
}
