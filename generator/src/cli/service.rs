//! Which service is looked around in: arguments → a service with its plan.

use std::path::PathBuf;

use clap::Args;

use super::Failure;
use super::args::{Generate, How, Limited, Named, Referenced, What};
use super::browse;
use super::generate::read;
use super::report::{self, Report};
use super::select;
use crate::config::{KeyStyle, OperationNames, Target};
use crate::explore::Explorer;
use crate::pipeline::Source;
use crate::text::hidden;

/// The service that is asked about, and the crate of it.
#[derive(Args, Debug, Default)]
pub(super) struct Asked {
    /// The file that says what is generated [default: csdlgen.toml]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// The crate of the file, by the name of its table [default: the first]
    #[arg(long = "crate", value_name = "NAME")]
    krate: Option<String>,

    /// The service description instead of the file's: a file, or an http or https address
    #[arg(long, value_name = "FILE-or-URL")]
    metadata: Option<String>,

    /// The name of the generated crate
    #[arg(long, value_name = "NAME")]
    crate_name: Option<String>,

    /// How a key is written into a path [default: parentheses]
    #[arg(long, value_name = "STYLE")]
    key_style: Option<KeyStyle>,

    /// How bound operations are named in a path [default: qualified]
    #[arg(long, value_name = "NAMES")]
    operations: Option<OperationNames>,

    /// Corrections of the service description, and what it has no words for: a file in TOML
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,

    /// The service description is a part of what the overlay is for: pass over entries for what it lacks
    #[arg(long, requires = "overlay")]
    partial: bool,

    #[command(flatten)]
    named: Named,

    #[command(flatten)]
    referenced: Referenced,

    #[command(flatten)]
    limited: Limited,

    #[command(flatten)]
    what: What,
}

/// The service, and how an answer is printed.
#[derive(Args, Debug, Default)]
pub(super) struct Service {
    /// How it is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,

    #[command(flatten)]
    asked: Asked,
}

/// How an answer is printed.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub(super) enum Format {
    /// Lines.
    #[default]
    Text,
    /// JSON.
    Json,
}

impl Asked {
    /// The crate that is asked about: of several crates of a file, the first.
    pub(super) fn target(&self) -> Result<Target, Failure> {
        let alone = self.metadata.is_some() && self.config.is_none() && self.krate.is_none();
        let how = How {
            metadata: self.metadata.clone(),
            overlay: self.overlay.clone(),
            partial: self.partial,
            crate_name: self.crate_name.clone(),
            key_style: self.key_style,
            operations: self.operations,
            named: self.named.clone(),
            referenced: self.referenced.clone(),
            limited: self.limited.clone(),
            what: self.what.clone(),
            // Nothing is written there: a crate without a file must be named by something.
            out: alone.then(|| PathBuf::from(self.crate_name.as_deref().unwrap_or("client"))),
            ..How::default()
        };
        let generate = Generate {
            config: self.config.clone(),
            crates: self.krate.iter().cloned().collect(),
            ..Generate::default()
        };
        select::single_target(&generate, &how)
    }
}

/// How far reading has come is told; answers are all else that there is to tell.
pub(super) fn report() -> Report {
    Report::new(false, false)
}

/// The service description of a crate.
pub(super) fn source(target: &Target) -> Result<Source, Failure> {
    read(&target.metadata, &target.options.limits, &report())
}

impl Service {
    /// Reads the service.
    pub(super) fn explorer(&self) -> Result<Explorer, Failure> {
        let target = self.asked.target()?;
        let (source, options) = (source(&target)?, target.load()?);
        let progress = report().progress();
        progress.at("reading", &source.name);
        Ok(Explorer::read(&source, &options)?)
    }

    /// Whether the user looks around on a terminal, in place of a printed text.
    pub(super) fn is_browsed(&self, plain: bool) -> bool {
        matches!(self.format, Format::Text) && browse::is_possible(plain)
    }

    /// Prints an answer in the form that was asked for.
    pub(super) fn print<T: serde::Serialize>(
        &self,
        answer: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        match self.format {
            Format::Text => report::result(&text(answer)),
            Format::Json => {
                let json = serde_json::to_string_pretty(answer);
                let json =
                    json.map_err(|error| Failure::Usage(format!("cannot write JSON: {error}")))?;
                report::result(&hidden::json(&format!("{json}\n")));
            }
        }
        Ok(())
    }
}
