//! Descriptions of one model → another: what its owner says in words of their own comes before what the service says.
//!
//! Elements are the same where their names are, operations where what they are bound to and their parameters are too. What the
//! described model does not have is passed over: it may be a part, or the service may have dropped it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::hash::Hash;

use crate::csdl::{Expression, Record};
use crate::model::{
    Annotation, Annotations, ContainerChild, EnumMember, Model, Namespace, NamespaceId,
    NavigationProperty, Operation, Parameter, Property, TypeRef,
};
use crate::odata::terms::TEXTS;

/// What has a name among its like, and annotations.
trait Element {
    fn name(&self) -> &str;
    fn annotations(&self) -> &Annotations;
    fn annotations_mut(&mut self) -> &mut Annotations;
}

macro_rules! elements {
    ($($ty:ty),*) => {$(
        impl Element for $ty {
            fn name(&self) -> &str {
                &self.name
            }
            fn annotations(&self) -> &Annotations {
                &self.annotations
            }
            fn annotations_mut(&mut self) -> &mut Annotations {
                &mut self.annotations
            }
        }
    )*};
}

elements!(
    Namespace,
    Property,
    NavigationProperty,
    EnumMember,
    ContainerChild,
    Parameter
);

/// Gives a model the descriptions that another has.
pub(crate) fn describe(model: &mut Model, words: &Model) {
    let operations: Vec<String> = model.operations.iter().map(|it| key(model, it)).collect();
    pairs(
        operations.into_iter().zip(&mut model.operations),
        words.operations.iter().map(|it| (key(words, it), it)),
        describe_operation,
    );
    elements(&mut model.namespaces, &words.namespaces);
    if let (Some(container), Some(words)) = (&mut model.container, &words.container) {
        take(&mut container.annotations, &words.annotations);
        elements(&mut container.children, &words.children);
    }
    describe_types(model, words);
}

fn describe_types(model: &mut Model, words: &Model) {
    let spaces: Vec<&str> = model.namespaces.iter().map(|it| it.name.as_str()).collect();
    let named = |space: NamespaceId, name: &str| {
        let space = spaces.get(space.index()).copied().unwrap_or_default();
        format!("{space}.{name}")
    };
    let own = |space, name: &String| words.qualified(space, name);
    pairs(
        model
            .structured
            .iter_mut()
            .map(|it| (named(it.namespace, &it.name), it)),
        words
            .structured
            .iter()
            .map(|it| (own(it.namespace, &it.name), it)),
        |it, words| {
            take(&mut it.annotations, &words.annotations);
            elements(&mut it.properties, &words.properties);
            elements(&mut it.navigation, &words.navigation);
        },
    );
    pairs(
        model
            .enums
            .iter_mut()
            .map(|it| (named(it.namespace, &it.name), it)),
        words
            .enums
            .iter()
            .map(|it| (own(it.namespace, &it.name), it)),
        |it, words| {
            take(&mut it.annotations, &words.annotations);
            elements(&mut it.members, &words.members);
        },
    );
    pairs(
        model
            .definitions
            .iter_mut()
            .map(|it| (named(it.namespace, &it.name), it)),
        words
            .definitions
            .iter()
            .map(|it| (own(it.namespace, &it.name), it)),
        |it, words| take(&mut it.annotations, &words.annotations),
    );
}

fn describe_operation(operation: &mut Operation, words: &Operation) {
    take(&mut operation.annotations, &words.annotations);
    take(&mut operation.return_annotations, &words.return_annotations);
    elements(&mut operation.parameters, &words.parameters);
}

/// What tells an operation from its overloads: kind, full name, parameters with their types. The binding parameter's name
/// is nowhere else.
fn key(model: &Model, operation: &Operation) -> String {
    let name = model.qualified(operation.namespace, &operation.name);
    let mut key = format!("{:?} {name}", operation.kind);
    let binding = operation.binding.iter().map(|it| ("", it));
    let parameters = operation.parameters.iter().map(|it| (it.name.as_str(), it));
    for (name, Parameter { ty, .. }) in binding.chain(parameters) {
        let item = match ty.item {
            TypeRef::Primitive(primitive) => format!("{primitive:?}"),
            TypeRef::Structured(id) => model.qualified_name(id),
            TypeRef::Enum(id) => model.qualified_name(id),
            TypeRef::Definition(id) => model.qualified_name(id),
        };
        let _ = write!(key, " {name}:{item}[{}]", ty.collection);
    }
    key
}

fn elements<T: Element>(items: &mut [T], words: &[T]) {
    pairs(
        items.iter_mut().map(|it| (it.name().to_owned(), it)),
        words.iter().map(|it| (it.name().to_owned(), it)),
        |it, words| take(it.annotations_mut(), words.annotations()),
    );
}

/// Visits what is the same in both.
fn pairs<'w, K: Eq + Hash, T, W: 'w>(
    items: impl Iterator<Item = (K, T)>,
    words: impl Iterator<Item = (K, &'w W)>,
    mut visit: impl FnMut(T, &'w W),
) {
    let words: HashMap<K, &W> = words.collect();
    for (key, item) in items {
        if let Some(words) = words.get(&key) {
            visit(item, words);
        }
    }
}

/// Takes the descriptions of an element, and those in the values of its other annotations, as of a deprecation.
fn take(annotations: &mut Annotations, words: &Annotations) {
    for word in &words.0 {
        let mut own = annotations.0.iter_mut();
        let own = own.find(|own| own.term == word.term && own.qualifier == word.qualifier);
        if TEXTS.contains(&word.term.as_str()) {
            match own {
                Some(own) => *own = word.clone(),
                None => annotations.0.push(word.clone()),
            }
        } else if let Some(Annotation {
            value: Some(value), ..
        }) = own
            && let Some(word) = &word.value
        {
            fill(value, word);
        }
    }
}

/// Values nest to a limited depth, and so does this.
fn fill(value: &mut Expression, words: &Expression) {
    match (value, words) {
        (Expression::Collection(items), Expression::Collection(words)) => {
            for item in items {
                let bare = without_descriptions(item);
                let same = words
                    .iter()
                    .find(|word| without_descriptions(word).is_same(&bare));
                if let Some(word) = same {
                    fill(item, word);
                }
            }
        }
        (Expression::Record(record), Expression::Record(words)) => fill_record(record, words),
        _ => {}
    }
}

fn fill_record(record: &mut Record, words: &Record) {
    for word in &words.properties {
        let mut own = record.properties.iter_mut();
        let own = own.find(|own| own.property == word.property);
        match (own, &word.value) {
            (Some(own), _) if word.is_description() => *own = word.clone(),
            (None, _) if word.is_description() => record.properties.push(word.clone()),
            (Some(own), Some(word)) => own.value.iter_mut().for_each(|own| fill(own, word)),
            _ => {}
        }
    }
}

fn without_descriptions(value: &Expression) -> Expression {
    let mut value = value.clone();
    if let Expression::Record(record) = &mut value {
        record
            .properties
            .retain(|property| !property.is_description());
    }
    value
}
