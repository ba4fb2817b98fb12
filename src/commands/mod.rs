//! The commands, one function each: every body reads as its own summary.

pub(crate) mod check;
mod completions;
mod doctor;
mod hint;
mod list;
mod place;
mod readme;
mod report;
mod review;
mod run;
pub(crate) mod solution;

use crate::{
    Outcome,
    cli::{Cli, Command, Dev, Grade, Watch},
    course, dev,
    error::Result,
    grading,
    session::Session,
    watch,
};

pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    let session = || Session::open(&cli.global);
    match cli.command.unwrap_or(Command::Watch(Watch::default())) {
        Command::Watch(args) => watch::watch(session()?, &args),
        Command::Run(args) => run::run(&session()?, &args),
        Command::Hint(args) => hint::hint(&session()?, &args),
        Command::List(args) => list::list(&session()?, &args),
        Command::Next => place::next(&session()?),
        Command::Goto(args) => place::goto(&session()?, &args),
        Command::Check(args) => check::check(&session()?, &args),
        Command::Grade(Grade::Merge(args)) => grading::merge::merge(&args),
        Command::Solution(args) => solution::solution(&session()?, &args),
        Command::Review(args) => review::review(session()?, &args),
        Command::Readme(args) => readme::readme(&session()?, &args),
        Command::Reset(args) => course::reset::reset(&session()?, &args),
        Command::Init(args) => course::init::init(&args),
        Command::Update(args) => course::update::update(&cli.global, &args),
        Command::Report(args) => report::report(&session()?, &args),
        Command::Doctor { free } => doctor::doctor(&cli.global, free),
        Command::Completions { shell } => completions::completions(shell),
        Command::Dev(Dev::Check(args)) => dev::check::check(&session()?, &args),
        Command::Dev(Dev::New(args)) => dev::new::new(&session()?, &args),
        Command::Dev(Dev::Init(args)) => dev::init::init(&args),
        Command::Dev(Dev::Wrong(args)) => dev::wrong::wrong(&session()?, &args),
        Command::Dev(Dev::Cover(args)) => dev::cover::cover(&session()?, &args),
        Command::Dev(Dev::Update) => dev::update::update(&session()?),
    }
}
