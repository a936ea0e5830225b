//! Which generated types a part of the plan mentions: needed where one of them is deprecated, or may not be there.

use crate::plan::{
    AccessorPlan, AnnotationPlan, Argument, ArgumentType, ChoicePlan, ChoiceValue, FieldPlan,
    FilePlan, HttpReturn, HttpSetterPlan, Item, ItemType, Kind, MethodBody, MethodPlan,
    ParametersPlan, PathMethodBody, PathMethodPlan, PropertyPlan, ReturnPlan, SentPlan, SetterPlan,
    Taken, TypePath, UnionPlan,
};

/// Something that mentions generated types.
pub(crate) trait Mentions {
    /// Visits every mention.
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath));

    /// Whether a deprecated type is mentioned.
    fn mentions_deprecated(&self) -> bool {
        let mut found = false;
        self.each_mention(&mut |path| found |= path.deprecated);
        found
    }
}

/// Visits the mentions of all parts.
fn each_of<'a, M: Mentions>(parts: &'a [M], visit: &mut dyn FnMut(&'a TypePath)) {
    for part in parts {
        part.each_mention(visit);
    }
}

impl FilePlan {
    /// Shows the parts of a file that are gated each by itself.
    pub(in crate::plan) fn each_part<'a>(&'a self, show: &mut dyn FnMut(&'a dyn Mentions)) {
        match &self.item {
            Item::Structured(plan) => {
                plan.fields.iter().for_each(|part| show(part));
                plan.rest.iter().for_each(|part| show(&part.ty));
                plan.properties.iter().for_each(|part| show(part));
                plan.annotations.iter().for_each(|part| show(part));
                plan.bases.iter().for_each(|part| show(part));
            }
            Item::Alias(plan) => show(&plan.ty),
            Item::Union(plan) => plan.variants.iter().for_each(|part| show(&part.ty.item)),
            Item::Enum(_) | Item::Resource => {}
        }
        if let Some(any) = &self.any {
            any.variants.iter().for_each(|part| show(&part.ty));
            any.accessors.iter().for_each(|part| show(part));
            any.bases.iter().for_each(|part| show(part));
        }
        for builder in &self.builders {
            builder.methods.iter().for_each(|part| show(part));
        }
        for operation in &self.operations {
            show(operation);
            operation.setters.iter().for_each(|part| show(part));
            operation.then.iter().for_each(|part| show(part));
        }
    }
}

impl Mentions for TypePath {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        visit(self);
    }
}

impl Mentions for ItemType {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::Prelude(_) | Self::Runtime(_) => {}
            Self::Generated(path) | Self::Flags(path) => visit(path),
            Self::List(item) | Self::Map(item) | Self::Nullable(item) | Self::Boxed(item) => {
                item.each_mention(visit);
            }
            Self::Either(first, second) => {
                first.each_mention(visit);
                second.each_mention(visit);
            }
        }
    }
}

impl Mentions for ArgumentType {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::IntoString => {}
            Self::IntoVec(item)
            | Self::Value(item)
            | Self::IntoAny(item)
            | Self::IntoManyOfAny(item) => item.each_mention(visit),
        }
    }
}

impl Mentions for Argument {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.ty.each_mention(visit);
    }
}

impl Mentions for ReturnPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::Nothing | Self::Media => {}
            Self::One(path) => visit(path),
            Self::Single(item) | Self::Many(item) => item.each_mention(visit),
        }
    }
}

impl Mentions for FieldPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.ty.item.each_mention(visit);
    }
}

impl Mentions for PropertyPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match &self.kind {
            Kind::Plain(_) => {}
            Kind::Of(_, path) => visit(path),
        }
    }
}

impl Mentions for MethodPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match &self.body {
            MethodBody::Get(path)
            | MethodBody::List(path)
            | MethodBody::Create(path)
            | MethodBody::CreateAny(path)
            | MethodBody::CreateMedia(path)
            | MethodBody::Update(path)
            | MethodBody::UpdateAny(path)
            | MethodBody::Replace(path)
            | MethodBody::ReplaceAny(path)
            | MethodBody::Cast { builder: path, .. }
            | MethodBody::Navigate { builder: path, .. }
            | MethodBody::ByPath { builder: path, .. }
            | MethodBody::Header { builder: path, .. } => visit(path),
            MethodBody::Delete
            | MethodBody::Media { .. }
            | MethodBody::Count
            | MethodBody::References { .. } => {}
            MethodBody::Key { parts, builder, .. }
            | MethodBody::AlternateKey { parts, builder } => {
                each_of(parts, visit);
                visit(builder);
            }
            MethodBody::Operation {
                arguments,
                returns,
                parameters,
                ..
            } => {
                each_of(arguments, visit);
                returns.each_mention(visit);
                parameters.iter().for_each(visit);
            }
        }
    }
}

impl Mentions for AccessorPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.ty.item.each_mention(visit);
    }
}

impl Mentions for AnnotationPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.ty.item.each_mention(visit);
        self.argument.each_mention(visit);
    }
}

/// Setters, and what leads on from a function, are gated by themselves.
impl Mentions for ParametersPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.returns.each_mention(visit);
    }
}

impl Mentions for SetterPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.argument.each_mention(visit);
    }
}

impl Mentions for HttpReturn {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::Body(item) | Self::Optional(item) | Self::Events(item) | Self::Lines(item) => {
                item.each_mention(visit);
            }
            Self::Paged(page, item) => {
                page.each_mention(visit);
                item.each_mention(visit);
            }
            Self::Nothing
            | Self::Text
            | Self::Bytes
            | Self::TextEvents
            | Self::Location
            | Self::Choice(_) => {}
        }
    }
}

impl Mentions for SentPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match &self.taken {
            Taken::IntoVec(item) | Taken::Value(item) | Taken::Reference(item) => {
                item.each_mention(visit);
            }
            Taken::IntoString | Taken::File | Taken::Files | Taken::NamedFiles | Taken::Content => {
            }
        }
    }
}

impl Mentions for HttpSetterPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.sent.each_mention(visit);
    }
}

impl Mentions for PathMethodPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match &self.body {
            PathMethodBody::Step { arguments, builder } => {
                each_of(arguments, visit);
                visit(builder);
            }
            PathMethodBody::Call(call) => {
                each_of(&call.arguments, visit);
                call.returns.each_mention(visit);
            }
        }
    }
}

impl Mentions for ChoicePlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        for variant in &self.variants {
            if let ChoiceValue::Json(ty) = &variant.holds {
                ty.item.each_mention(visit);
            }
        }
    }
}

impl Mentions for UnionPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        for variant in &self.variants {
            variant.ty.item.each_mention(visit);
        }
    }
}
