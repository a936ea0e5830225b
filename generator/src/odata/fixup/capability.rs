//! What can be done with a resource, corrected: a property of a `Capabilities` annotation is set, on a type
//! or on a navigation property of it.

use super::find::{Found, absent, misfit, structured};
use super::overlay::{CapabilityChange, CapabilityValue};
use crate::csdl::{Expression, PropertyValue, Record};
use crate::diagnostic::Position;
use crate::model::{Annotation, Annotations, Model};
use crate::odata::terms::CAPABILITIES;

/// Sets the property that the entry names.
pub(super) fn capability(model: &mut Model, change: &CapabilityChange, at: &Position) -> Found<()> {
    let id = structured(model, &change.ty)?;
    let Some(ty) = model.structured.get_mut(id.index()) else {
        return Ok(());
    };
    let annotations = match &change.navigation {
        None => &mut ty.annotations,
        Some(name) => {
            let mut navigation = ty.navigation.iter_mut();
            match navigation.find(|property| property.name == *name) {
                Some(property) => &mut property.annotations,
                None => {
                    return absent(
                        format!("`{}` declares no navigation property `{name}`", change.ty),
                        "name the type that declares it",
                    );
                }
            }
        }
    };
    let term = format!("{CAPABILITIES}{}", change.term);
    let index = annotations.0.iter().position(|known| known.term == term);
    let mut annotation = match index {
        Some(index) => annotations.0.remove(index),
        None => Annotation {
            term,
            qualifier: None,
            value: None,
            annotations: Annotations::default(),
            position: at.clone(),
        },
    };
    let mut record = match annotation.value.take() {
        Some(Expression::Record(record)) => record,
        _ => empty(at),
    };
    let changed = set(&mut record, change, at);
    annotation.value = Some(Expression::Record(record));
    annotations.0.push(annotation);
    changed
}

fn empty(at: &Position) -> Record {
    Record {
        ty: None,
        properties: Vec::new(),
        annotations: Vec::new(),
        position: at.clone(),
    }
}

fn set(record: &mut Record, change: &CapabilityChange, at: &Position) -> Found<()> {
    let value = match &change.value {
        CapabilityValue::Bool(value) => Expression::Bool(*value),
        CapabilityValue::Text(text) if text.contains('/') => {
            Expression::EnumMember(text.split_whitespace().map(str::to_owned).collect())
        }
        CapabilityValue::Text(text) => Expression::String(text.clone()),
    };
    let mut properties = record.properties.iter_mut();
    match properties.find(|known| known.property == change.property) {
        Some(known) if known.value.as_ref() == Some(&value) => {
            return misfit(
                format!("`{}` says so already", change.target()),
                "remove the entry: the metadata says it by now",
            );
        }
        Some(known) => known.value = Some(value),
        None => record.properties.push(PropertyValue {
            property: change.property.clone(),
            value: Some(value),
            annotations: Vec::new(),
            position: at.clone(),
        }),
    }
    Ok(())
}
