//! Which generated types a part of the plan mentions: needed where one of them is deprecated.

use crate::plan::{
    AccessorPlan, AnyVariantPlan, Argument, ArgumentType, BuilderPlan, FieldPlan, FilePlan, Given,
    Item, ItemType, Kind, MethodBody, MethodPlan, OperationBuilderPlan, PropertyPlan, ReturnPlan,
    SetterPlan, TypePath,
};

/// Something that mentions generated types.
pub(super) trait Mentions {
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

impl Mentions for ItemType {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::Prelude(_) | Self::Runtime(_) => {}
            Self::Generated(path) | Self::Flags(path) => visit(path),
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
                arguments, gives, ..
            } => {
                each_of(arguments, visit);
                match gives {
                    Given::Builder(builder) => visit(builder),
                    Given::Invocation(returns) => returns.each_mention(visit),
                }
            }
        }
    }
}

impl Mentions for AnyVariantPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        visit(&self.ty);
    }
}

impl Mentions for AccessorPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.ty.item.each_mention(visit);
    }
}

impl Mentions for SetterPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.argument.each_mention(visit);
    }
}

impl Mentions for BuilderPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        each_of(&self.methods, visit);
    }
}

impl Mentions for OperationBuilderPlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.returns.each_mention(visit);
        self.then.iter().for_each(&mut *visit);
        each_of(&self.setters, visit);
    }
}

impl Mentions for Item {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        match self {
            Self::Structured(plan) => each_of(&plan.fields, visit),
            Self::Enum(_) | Self::Resource => {}
            Self::Alias(plan) => plan.ty.each_mention(visit),
        }
    }
}

impl Mentions for FilePlan {
    fn each_mention<'a>(&'a self, visit: &mut dyn FnMut(&'a TypePath)) {
        self.item.each_mention(visit);
        if let Some(any) = &self.any {
            each_of(&any.variants, visit);
            each_of(&any.accessors, visit);
        }
        each_of(&self.builders, visit);
        each_of(&self.operations, visit);
    }
}
