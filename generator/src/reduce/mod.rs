//! A service description and a selection → a small description of which the same crate is generated.
//!
//! In go a description in any form, with the documents that it refers to, and the settings of a crate; out comes one
//! document with what the selection needs: of CSDL in XML, of OpenAPI in its own format. It is not believed but tried: both descriptions are generated
//! from, and where a file differs, more is kept, at last everything. So what decides names or documentation from outside
//! of the selection may be decided anywhere in the generator: at worst, the result is larger than it must be.
//!
//! Inside: `selected` (what is wanted, by ids of the model), `keep` and `terms` (what of the model is kept), `families`
//! (what must be kept so that hierarchies are what they are),
//! `prune` (the document with what is kept alone), `targets` (annotations of what is kept), `aliases` (names of one
//! document in another), `strip` (without annotations, without
//! descriptions), `visit` (what these two change); `http` (all of it for OpenAPI).

mod aliases;
mod families;
mod http;
mod keep;
mod prune;
mod selected;
mod strip;
mod targets;
mod terms;
mod visit;

use crate::config::{Crate, Docs};
pub use crate::config::{Reduction as Options, Treatment};
use crate::csdl::{self, Document};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::output::File;
use crate::pipeline::{self, Input, Selected, Source};

use keep::Keep;

/// How every reduced description in CSDL begins.
const MARK: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- Reduced by csdlgen";

/// A reduced description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reduced {
    /// CSDL XML; of OpenAPI, JSON or YAML as the whole is.
    pub text: String,
    /// How every reduced description in its format begins.
    pub mark: &'static str,
    /// How much was kept.
    pub extent: Extent,
    /// The first line of the generated crate that would differ if less were kept; `None` where nothing more is kept than the selection
    /// itself needs.
    pub because: Option<String>,
    /// What is to be said, of reading the description.
    pub warnings: Vec<Diagnostic>,
}

/// How much is kept, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// What is selected, and what that needs.
    Selected,
    /// And all members and operations of types on selected paths, and the name of every type.
    Named,
    /// Everything.
    Everything,
}

const EXTENTS: [Extent; 3] = [Extent::Selected, Extent::Named, Extent::Everything];

/// Reduces a description to what the settings of a crate select of it.
///
/// # Errors
/// All the errors of generating the crate; or the result does not give the same crate, which is a fault of csdlgen.
pub fn reduce(source: &Source, config: &Crate, options: Options) -> Result<Reduced, Diagnostics> {
    let input = Input::read(source, config)?;
    let Some(document) = input.document().cloned() else {
        return http::reduce(source, config, options, input);
    };
    let whole = input.clone().plan(&compared(config, options))?.generate()?;
    let Selected {
        service,
        kept,
        warnings,
    } = input.resolve(config)?;
    let mut because = None;
    for extent in EXTENTS {
        let keep = Keep::new(&document, &service, &kept, config, extent);
        let has_references = !config.references.is_empty();
        let pruned = prune::prune(&document, &service.model, keep.as_ref(), has_references);
        let text = written(&pruned, source, config);
        match differing(&text, &whole.files, source, &compared(config, options)) {
            None => {
                let text = strip::strip(pruned, options)
                    .map_or(text, |stripped| written(&stripped, source, config));
                return Ok(Reduced {
                    text,
                    mark: MARK,
                    extent,
                    because,
                    warnings,
                });
            }
            // With everything, there is nothing more to be kept.
            Some(file) if extent == Extent::Everything => return Err(fault(source, &file)),
            Some(file) => because = Some(file),
        }
    }
    Err(fault(source, "its files"))
}

fn fault(source: &Source, file: &str) -> Diagnostics {
    let message = format!(
        "{} cannot be reduced: {file} would be generated otherwise",
        source.name
    );
    Diagnostic::error(None, message)
        .with_remedy("generate from the whole description, and report this as a fault of csdlgen")
        .into()
}

/// The settings by which the two crates are compared: without descriptions, documentation may differ.
fn compared(config: &Crate, options: Options) -> Crate {
    let mut compared = config.clone();
    let drops = [options.annotations, options.descriptions].contains(&Treatment::Drop);
    if drops {
        compared.docs = Docs::None;
    }
    compared
}

/// The text of a reduced document, with what it was made of.
fn written(document: &Document, source: &Source, config: &Crate) -> String {
    let mut comment = vec![format!(
        "Reduced by csdlgen from {}; do not edit. What is kept:",
        crate::plan::shown(&source.name)
    )];
    comment.extend(kept(config));
    csdl::write(document, &comment)
}

/// What of a description is kept, as it stands in the result.
fn kept(config: &Crate) -> Vec<String> {
    let selection = &config.selection;
    let patterns = [
        ("include", &selection.include),
        ("exclude", &selection.exclude),
    ];
    let kept = patterns.into_iter().flat_map(|(word, patterns)| {
        let patterns = patterns.iter();
        patterns.map(move |pattern| format!("{word} {pattern}"))
    });
    let mut kept: Vec<String> = kept.collect();
    if selection.is_whole() {
        kept.push("everything".to_owned());
    }
    kept
}

/// The first line at which two files differ.
fn place(whole: &File, reduced: &File) -> String {
    let path = &whole.path;
    if *path != reduced.path {
        return path.to_string();
    }
    let mut lines = whole.contents.lines().zip(reduced.contents.lines());
    let same = lines
        .by_ref()
        .take_while(|(whole, reduced)| whole == reduced)
        .count();
    let line = whole.contents.lines().nth(same).unwrap_or_default().trim();
    format!("{path}:{}: {line}", same + 1)
}

/// The first file that the reduced description makes otherwise than the whole one.
fn differing(text: &str, whole: &[File], source: &Source, config: &Crate) -> Option<String> {
    let mut config = config.clone();
    if let Some(overlay) = &mut config.overlay {
        // It is for the whole service.
        overlay.partial = true;
    }
    let source = Source {
        name: source.name.clone(),
        bytes: text.as_bytes().to_vec(),
    };
    let reduced = match pipeline::run(&source, &config) {
        Ok(generated) => generated.files,
        // Too little is kept for a crate.
        Err(Diagnostics(errors)) => {
            let first = errors.first().map(ToString::to_string);
            return Some(first.unwrap_or_default());
        }
    };
    let mut pairs = whole.iter().zip(&reduced);
    let differing = pairs.find(|(whole, reduced)| whole != reduced);
    let differing = differing.map(|(whole, reduced)| place(whole, reduced));
    differing.or_else(|| (whole.len() != reduced.len()).then(|| "the list of files".to_owned()))
}
