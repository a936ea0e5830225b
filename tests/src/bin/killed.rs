//! Writes a crate as the command does, and ends at a step of writing as if it had been killed: nothing is cleaned up.
//! `killed generate|update FOLDER STEP`, for `tests/tests/killed.rs`; FOLDER holds a `csdlgen.toml` with one crate.

use std::error::Error;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use csdlgen::config::{Config, Location, Target};
use csdlgen::fetch::Limits;
use csdlgen::output::{self, Observer};
use csdlgen::pipeline::{self, Input, Source};
use csdlgen::update::{self, Lock, Update};

/// Ends the process at a step.
struct Kill {
    at: usize,
    steps: AtomicUsize,
}

impl Observer for Kill {
    fn before(&self, _: &Path) -> io::Result<()> {
        if self.steps.fetch_add(1, Ordering::SeqCst) == self.at {
            std::process::abort();
        }
        Ok(())
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [how, folder, at] = arguments.as_slice() else {
        return Err("killed generate|update FOLDER STEP".into());
    };
    let kill = Kill {
        at: at.parse()?,
        steps: AtomicUsize::new(0),
    };
    let config = Config::read(&Path::new(folder).join(Config::FILE_NAME))?;
    let target = config.targets.first().ok_or("no crate")?;
    if how == "generate" {
        generate(target, &kill)
    } else {
        update(target, &kill)
    }
}

fn generate(target: &Target, kill: &Kill) -> Result<(), Box<dyn Error>> {
    let Location::File { path, name } = &target.metadata else {
        return Err("the metadata is no file".into());
    };
    let source = Source {
        name: name.clone(),
        bytes: std::fs::read(path)?,
    };
    let options = target.load()?;
    let input = Input::read(&source, &options)?;
    let lock = Lock::new(target, &options, &source.bytes, input.used(), None)?;
    let mut generated = pipeline::run(&source, &options)?;
    generated.files.push(lock.file()?);
    output::write_observed(&target.out, &generated.files, kill)?;
    Ok(())
}

fn update(target: &Target, kill: &Kill) -> Result<(), Box<dyn Error>> {
    let limits = Limits::of(&target.options.limits);
    if let Update::New(new) = update::prepare(target, limits, None, &|_| {})? {
        update::write(target, &new, kill)?;
    }
    Ok(())
}
