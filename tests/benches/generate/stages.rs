//! The stages of the pipeline, one after the other: how long each takes, and the largest memory during it.

use std::path::Path;
use std::time::{Duration, Instant};

use csdlgen::config::{Crate, KeyStyle, OperationNames};
use csdlgen::emit::Spent;
use csdlgen::fixup::{Overlay, OverlayFile};
use csdlgen::{ServiceGraph, csdl, emit, fixup, model, output, plan, references, select};

use super::{Measured, OVERLAY, Result, micros, process};

/// Runs all stages on a document.
pub fn measure(metadata: &str, out: &Path) -> Result<Vec<Measured>> {
    let mut rows = Rows::default();
    let options = options()?;
    let document = rows.take("read", || {
        let document = csdl::read(metadata, &std::fs::read(metadata)?)?.document;
        Ok(references::complete(document, &options.references, &options.limits)?.document)
    })?;
    let model = rows.take("resolve", || {
        let model = model::resolve(&document)?.model;
        drop(document);
        Ok(model)
    })?;
    let (service, kept) = rows.take("fixup, select", || {
        let model = match &options.overlay {
            Some(overlay) => fixup::apply(model, overlay)?,
            None => model.into(),
        };
        let service = ServiceGraph::new(model, options.any_limit);
        let kept = select::select(&service, &options.selection)?;
        Ok((service, kept))
    })?;
    let plan = rows.take("plan", || {
        let plan = plan::plan(&service, &kept, &options.plan_settings(), metadata)?.plan;
        drop(service);
        Ok(plan)
    })?;
    let spent = Spent::default();
    let files = rows.take("emit", || Ok(emit::emit_last(plan, &spent, &|_, _| ())?))?;
    rows.split(&spent);
    let written = rows.take("write", || Ok(output::write(out, &files)?))?;
    if written.written != files.len() {
        return Err("not all files were written".into());
    }
    Ok(rows.0)
}

fn options() -> Result<Crate> {
    let mut options = Crate::new("msgraph")?;
    options.overlay = Some(Overlay::read(&OverlayFile {
        path: OVERLAY.into(),
        name: OVERLAY.to_owned(),
        partial: false,
    })?);
    options.key_style = KeyStyle::Segment;
    options.operations = OperationNames::Unqualified;
    Ok(options)
}

#[derive(Default)]
struct Rows(Vec<Measured>);

impl Rows {
    fn take<T>(&mut self, what: &str, stage: impl FnOnce() -> Result<T>) -> Result<T> {
        process::forget();
        let (start, before) = (Instant::now(), process::ran());
        let given = stage()?;
        let (time, after) = (start.elapsed(), process::ran());
        self.0.push(Measured {
            what: what.to_owned(),
            micros: micros(time),
            ran: after
                .zip(before)
                .map(|(after, before)| micros(after.saturating_sub(before))),
            kilobytes: process::peak(),
        });
        Ok(given)
    }

    /// Emission makes tokens and text file by file: its time is divided as its threads' time was.
    fn split(&mut self, spent: &Spent) {
        let Some(both) = self.0.pop() else {
            return;
        };
        let (emit, format) = (spent.tokens(), spent.format());
        for (what, part) in [("emit", emit), ("format", format)] {
            let share = part.as_secs_f64() / (emit + format).as_secs_f64();
            let of = |all| micros(Duration::from_micros(all).mul_f64(share));
            self.0.push(Measured {
                what: what.to_owned(),
                micros: of(both.micros),
                ran: both.ran.map(of),
                kilobytes: both.kilobytes,
            });
        }
    }
}
