//! Arguments and answers → a first package: client, settings, reduced description, a program that sends one request.

mod facts;

use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::{Generate, Limited};
use facts::{base_url, crates, file_name, name};

use super::ask;
use super::generate;
use super::package::issuer;
use super::report::{self, Report};
use super::{Failure, apply};
use crate::config::{Config, Crate, Issuer, Location};
use crate::openapi;
use crate::pipeline::{Input, Service, Source};
use crate::reduce::{self, Options};
use crate::starter::{self, Client, Kind, Offer, Preset, Starter};

/// The arguments of `csdlgen new`.
#[derive(Args, Debug)]
#[command(after_help = "\
Exit codes: 0 done, 1 failure, 2 wrong usage.

Examples:
  csdlgen new
  csdlgen new mailer --service graph --include '/me/messages/**'
  csdlgen new shop --metadata https://example.com/odata/\\$metadata --kind build-script")]
pub(super) struct Arguments {
    /// The folder of the new package, which is not there yet or empty [asked for on a terminal]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,

    /// A service that is known: how it is spoken to, and where its description is unless --metadata says so
    #[arg(long, value_name = "NAME", value_parser = starter::words())]
    service: Option<String>,

    /// The service description: a file, or an http or https address [asked for on a terminal]
    #[arg(long, value_name = "FILE-or-URL")]
    metadata: Option<String>,

    /// Only these paths and what they need, such as '/me/messages/**'; can be given several times [asked for on a terminal;
    /// otherwise everything]
    #[arg(long, value_name = "PATTERN")]
    include: Vec<String>,

    /// Who issues the service's tokens: microsoft, or the address of an issuer; the first program signs in there [default:
    /// what is known of the service, or what an OpenAPI document says]
    #[arg(long, value_name = "ISSUER", value_parser = issuer)]
    issuer: Option<Issuer>,

    /// How the client comes into the package
    #[arg(long, value_name = "HOW", default_value = "crate")]
    kind: Kind,

    /// The name of the package [default: the name of its folder]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    /// A folder with the source of csdlgen, whose crates are used instead of those of the registry
    #[arg(long, value_name = "DIR")]
    crates: Option<PathBuf>,

    /// Print what of the service can be chosen, with the number of types that it needs, and write nothing
    #[arg(long, conflicts_with = "folder")]
    list: bool,

    /// Ask nothing: what is not given has its default, or is an error
    #[arg(long)]
    no_input: bool,

    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    limited: Limited,
}

/// Does what the arguments and the answers say.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let report = Report::new(arguments.quiet, false);
    let asks = !arguments.no_input && io::stdin().is_terminal() && io::stderr().is_terminal();
    let named = (arguments.metadata.clone(), arguments.service.clone());
    let asked = match named {
        (None, None) if asks => ask::service()?,
        named => named,
    };
    let preset = starter::preset(asked.1.as_deref(), asked.0.as_deref());
    let metadata = asked.0.as_deref().or(preset.map(|preset| preset.metadata));
    let Some(metadata) = metadata else {
        let message = "name the service with --metadata or --service";
        return Err(Failure::Usage(message.to_owned()));
    };
    if let (Some(folder), false) = (&arguments.folder, arguments.list) {
        // Before anything is fetched.
        starter::refuse(folder)?;
    }
    let source = read(metadata, arguments, &report)?;
    let whole = options(preset, metadata, &arguments.limited)?;
    if arguments.list {
        return offered(&source, &whole, &report, list);
    }
    let include = if arguments.include.is_empty() && asks {
        offered(&source, &whole, &report, ask::include)?
    } else {
        arguments.include.clone()
    };
    let folder = match &arguments.folder {
        Some(folder) => folder.clone(),
        None if asks => ask::folder()?,
        None => {
            return Err(Failure::Usage(
                "name the folder of the new package".to_owned(),
            ));
        }
    };
    starter::refuse(&folder)?;
    let package = Package {
        starter: Starter {
            name: name(arguments, &folder)?,
            kind: arguments.kind,
            source: metadata,
            file: file_name(metadata, &source.bytes),
            openapi: openapi::is_openapi(&source.bytes),
            base_url: base_url(preset, metadata),
            issuer: arguments
                .issuer
                .as_ref()
                .map(|issuer| issuer.as_str().to_owned()),
            include,
            preset,
            crates: crates(arguments, &folder, openapi::is_openapi(&source.bytes))?,
        },
        folder,
    };
    package.write(&source, arguments, &report)
}

/// A package that is to be.
struct Package<'a> {
    starter: Starter<'a>,
    folder: PathBuf,
}

impl Package<'_> {
    fn write(
        &self,
        source: &Source,
        arguments: &Arguments,
        report: &Report,
    ) -> Result<(), Failure> {
        let starter = &self.starter;
        let config_text = starter.config()?;
        let options = parsed(&config_text, &arguments.limited)?;
        let progress = report.progress();
        progress.at("reducing", &source.name);
        let description = description(source, &options)?;
        let reduced = Source {
            name: format!("metadata/{}", starter.file),
            bytes: description,
        };
        progress.at("reading", &reduced.name);
        let service = Service::read(&reduced, &options)?;
        progress.finish();
        let mut files: Vec<(PathBuf, Vec<u8>)> = starter
            .files(Client::new(&service.plan).as_ref())?
            .into_iter()
            .map(|(path, text)| (PathBuf::from(path), text.into_bytes()))
            .collect();
        files.push((Config::FILE_NAME.into(), config_text.into_bytes()));
        files.push((PathBuf::from("metadata").join(&starter.file), reduced.bytes));
        starter::place(&self.folder, &files)?;
        report.say(&format!(
            "{}: {} files\n",
            self.folder.display(),
            files.len()
        ));
        if starter.kind == Kind::Crate {
            generate::run(&Generate {
                config: Some(self.folder.join(Config::FILE_NAME)),
                quiet: arguments.quiet,
                ..Generate::default()
            })?;
        }
        report.say(&format!(
            "next:\n  cd {}\n  cargo run\n",
            self.folder.display()
        ));
        Ok(())
    }
}

/// What stands in the package: what is selected alone, or the description as it is.
fn description(source: &Source, options: &Crate) -> Result<Vec<u8>, Failure> {
    if options.selection.is_whole() {
        return Ok(source.bytes.clone());
    }
    let reduced = reduce::reduce(source, options, Options::default())?;
    Ok(reduced.text.into_bytes())
}

fn read(metadata: &str, arguments: &Arguments, report: &Report) -> Result<Source, Failure> {
    let location = Location::parse(metadata, Path::new("")).map_err(|invalid| {
        Failure::Usage(format!(
            "--metadata: {}\n  help: {}",
            invalid.message, invalid.remedy
        ))
    })?;
    let limits = options(None, "service", &arguments.limited)?.limits;
    generate::read(&location, &limits, report)
}

/// The settings of a client of the whole service.
fn options(preset: Option<&Preset>, metadata: &str, limited: &Limited) -> Result<Crate, Failure> {
    let starter = Starter {
        name: "new".to_owned(),
        kind: Kind::Crate,
        source: metadata,
        file: "service".to_owned(),
        openapi: false,
        base_url: None,
        issuer: None,
        include: Vec::new(),
        preset,
        crates: None,
    };
    parsed(&starter.config()?, limited)
}

fn parsed(config: &str, limited: &Limited) -> Result<Crate, Failure> {
    let config = Config::parse(Config::FILE_NAME, config, Path::new(""))?;
    let target = config.targets.into_iter().next();
    let mut options = target.map(|target| target.options).unwrap_or_default();
    apply::raise(limited, &mut options)?;
    Ok(options)
}

/// Does something with what a description offers.
fn offered<T>(
    source: &Source,
    options: &Crate,
    report: &Report,
    work: impl FnOnce(&Offer<'_>, &Report) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let progress = report.progress();
    progress.at("reading", &source.name);
    let input = Input::read(source, options)?;
    if let Some(api) = input.http() {
        progress.finish();
        return work(&Offer::Http(api), report);
    }
    let selected = input.resolve(options)?;
    progress.finish();
    work(&Offer::OData(&selected.service), report)
}

/// Prints what can be chosen.
fn list(service: &Offer<'_>, report: &Report) -> Result<(), Failure> {
    for area in ask::areas_of(service, "", report)? {
        report::result(&format!("{:>6}  {}\n", area.types, area.pattern));
    }
    Ok(())
}
