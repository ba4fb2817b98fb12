// (no sentence)

fn main() {
    let r = std::rc::Rc::new(1);
    std::thread::spawn(move || println!("{r}"));
}
