//! Lints: which are allowed where something stands, so that a generated crate compiles without a warning.

use crate::plan::names::ModuleName;
use crate::plan::{
    AccessorPlan, AliasPlan, AnnotationPlan, AnyPlan, AnyVariantPlan, CallPlan, ChoicePlan,
    Deprecation, EnumPlan, FieldPlan, FilePlan, HttpSetterPlan, MethodBody, MethodPlan,
    NamespacePlan, ParametersPlan, PathMethodBody, PathMethodPlan, Plan, PropertyPlan, RestPlan,
    SetterPlan, StructPlan, TypePath, UnionPlan,
};

use super::gates::Gates;
use super::mentions::Mentions;
use crate::api::{Gate, TypeId};

/// A lint that is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lint {
    /// A deprecated name is mentioned.
    Deprecated,
    /// A deprecated name is mentioned throughout a file.
    DeprecatedFile,
    /// A method is called like one of a trait of the standard library.
    TraitName,
    /// A method is called `new`, and gives something else than its type.
    NewName,
    /// A method has many arguments.
    Arguments,
    /// A module is called like the one that it is in.
    ModuleName,
    /// With some features off, all that would be used is off.
    Features,
    /// Lists, maps and unions nest in each other without a name between them.
    Nesting,
}

impl Lint {
    /// The tool of the lint, where it is not the compiler's, and its name.
    pub(crate) fn name(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Deprecated | Self::DeprecatedFile => (None, "deprecated"),
            Self::TraitName => (Some("clippy"), "should_implement_trait"),
            Self::NewName => (Some("clippy"), "new_ret_no_self"),
            Self::Arguments => (Some("clippy"), "too_many_arguments"),
            Self::ModuleName => (Some("clippy"), "module_inception"),
            Self::Features => (None, "unused"),
            Self::Nesting => (Some("clippy"), "type_complexity"),
        }
    }

    /// Why it is allowed.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Deprecated => "what it refers to is deprecated",
            Self::DeprecatedFile => "this type is deprecated; its own file mentions it",
            Self::TraitName | Self::NewName => "the service's name for it",
            Self::Arguments => "one argument for each value that must be sent",
            Self::ModuleName => "the namespace has a type of its own name",
            Self::Features => "what uses it is behind features",
            Self::Nesting => "values nest as the service nests them",
        }
    }
}

/// Names for which Clippy asks for a trait of the standard library instead of a method.
const TRAIT_METHODS: &[&str] = &[
    "add",
    "as_mut",
    "as_ref",
    "bitand",
    "bitor",
    "bitxor",
    "borrow",
    "borrow_mut",
    "clone",
    "cmp",
    "default",
    "deref",
    "deref_mut",
    "div",
    "drop",
    "eq",
    "from_iter",
    "from_str",
    "hash",
    "index",
    "index_mut",
    "into_iter",
    "mul",
    "neg",
    "next",
    "not",
    "rem",
    "shl",
    "shr",
    "sub",
];

/// Most arguments, `self` among them, that Clippy takes for a method.
const MOST_ARGUMENTS: usize = 7;

/// The lint for the whole of a crate. In CSDL, what nests has a name.
pub(crate) fn root_lint(plan: &Plan) -> Option<Lint> {
    plan.http.is_some().then_some(Lint::Nesting)
}

/// The lint of a file's module in the module of its namespace.
pub(crate) fn module_lint(namespace: &NamespacePlan, module: &ModuleName) -> Option<Lint> {
    (*module == namespace.module).then_some(Lint::ModuleName)
}

/// The lints of what stands in a file or in an item, and the features that it is compiled with.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lints<'p> {
    /// Mentions of deprecated names are allowed for the whole.
    deprecated: bool,
    gates: Option<&'p Gates<'p>>,
    /// The type that the file is of.
    ty: Option<TypeId>,
}

impl<'p> Lints<'p> {
    /// Those of a file, and the one for the file itself.
    pub(crate) fn of_file(file: &FilePlan, gates: &'p Gates<'p>) -> (Self, Option<Lint>) {
        let deprecated = file.deprecated;
        let lint = deprecated.then_some(Lint::DeprecatedFile);
        let lints = Self {
            deprecated,
            gates: Some(gates),
            ty: Some(file.ty),
        };
        (lints, lint)
    }

    /// Those of a file that is always there.
    pub(crate) fn of_root(gates: &'p Gates<'p>) -> Self {
        Self {
            gates: Some(gates),
            ..Self::default()
        }
    }

    /// When something is compiled, where its file is.
    pub(crate) fn gate<M: Mentions + ?Sized>(self, part: &M) -> Gate {
        self.gated(|gates| gates.mentioned(part))
    }

    /// When what refers to a type is compiled.
    pub(crate) fn path_gate(self, path: &TypePath) -> Gate {
        self.gated(|gates| gates.path(path))
    }

    fn gated(self, gate: impl FnOnce(&Gates<'_>) -> Gate) -> Gate {
        let gate = self.gates.map(|gates| gates.within(self.ty, gate(gates)));
        gate.unwrap_or_default()
    }

    /// For what goes through the fields of a struct, where features may leave none.
    pub(crate) fn each_field(self, plan: &StructPlan) -> Option<Lint> {
        let rest = plan.rest.iter().map(|rest| self.gate(&rest.ty));
        let fields = plan.fields.iter().map(|field| self.gate(field));
        let mut gates = fields.chain(rest).peekable();
        let lone = gates.peek().is_some() && gates.all(|gate| !gate.is_always());
        lone.then_some(Lint::Features)
    }

    /// Those inside an item for which they are allowed where it is deprecated itself.
    pub(crate) fn within(self, item: Option<&Deprecation>) -> Self {
        Self {
            deprecated: self.deprecated || item.is_some(),
            ..self
        }
    }

    /// For what mentions deprecated names.
    pub(super) fn mention(self, mentions: bool) -> Option<Lint> {
        (mentions && !self.deprecated).then_some(Lint::Deprecated)
    }

    /// For implementations and calls of macros that mention an item.
    pub(crate) fn item(self, item: Option<&Deprecation>) -> Option<Lint> {
        self.mention(item.is_some())
    }

    pub(crate) fn field(self, plan: &FieldPlan) -> Option<Lint> {
        self.mention(plan.mentions_deprecated())
    }

    pub(crate) fn rest(self, plan: &RestPlan) -> Option<Lint> {
        self.mention(plan.ty.mentions_deprecated())
    }

    /// For what mentions all fields of a struct.
    pub(crate) fn fields(self, plan: &StructPlan) -> Option<Lint> {
        let mut fields = plan.fields.iter();
        self.mention(fields.any(|field| field.deprecated.is_some()))
    }

    /// For what mentions all variants of an enum.
    pub(crate) fn variants(self, plan: &EnumPlan) -> Option<Lint> {
        let mut variants = plan.variants.iter();
        self.mention(variants.any(|variant| variant.deprecated.is_some()))
    }

    pub(crate) fn alias(self, plan: &AliasPlan) -> Option<Lint> {
        self.mention(plan.ty.mentions_deprecated())
    }

    pub(crate) fn constant(self, property: &PropertyPlan) -> Option<Lint> {
        self.mention(property.mentions_deprecated())
    }

    /// For what says that an item has the properties of a base.
    pub(crate) fn inherits(self, item: Option<&Deprecation>, base: &TypePath) -> Option<Lint> {
        self.mention(item.is_some() || base.deprecated)
    }

    pub(crate) fn annotation(self, plan: &AnnotationPlan) -> Option<Lint> {
        self.mention(plan.ty.item.mentions_deprecated())
    }

    pub(crate) fn any_variant(self, plan: &AnyVariantPlan) -> Option<Lint> {
        self.mention(plan.ty.deprecated)
    }

    /// For what mentions an enum over derived types with one of them.
    pub(crate) fn any_with(self, plan: &AnyPlan, variant: &AnyVariantPlan) -> Option<Lint> {
        self.mention(plan.deprecated.is_some() || variant.ty.deprecated)
    }

    pub(crate) fn accessor(self, any: &AnyPlan, plan: &AccessorPlan) -> Vec<Lint> {
        // The fields of a deprecated struct are deprecated with it.
        let old = any.variants.iter().any(|variant| variant.ty.deprecated);
        let mentions = old || plan.deprecated.is_some() || plan.mentions_deprecated();
        self.named(mentions, plan.name.as_str())
    }

    /// Those of a method of a request builder or of the client.
    pub(crate) fn method(self, plan: &MethodPlan) -> Vec<Lint> {
        let arguments = match &plan.body {
            MethodBody::Operation { arguments, .. } => arguments.len(),
            MethodBody::Key { parts, .. } | MethodBody::AlternateKey { parts, .. } => parts.len(),
            _ => 0,
        };
        let mut lints = self.named(plan.mentions_deprecated(), plan.name.as_str());
        lints.extend((arguments >= MOST_ARGUMENTS).then_some(Lint::Arguments));
        lints
    }

    /// Those of a method of a builder of a path.
    pub(crate) fn path_method(self, plan: &PathMethodPlan) -> Vec<Lint> {
        let arguments = match &plan.body {
            PathMethodBody::Step { arguments, .. } => arguments.len(),
            PathMethodBody::Call(call) => call.arguments.len(),
        };
        let mut lints = self.named(plan.mentions_deprecated(), plan.name.as_str());
        lints.extend((arguments >= MOST_ARGUMENTS).then_some(Lint::Arguments));
        lints.extend((plan.name.as_str() == "new").then_some(Lint::NewName));
        lints
    }

    pub(crate) fn http_setter(self, plan: &HttpSetterPlan) -> Vec<Lint> {
        self.named(plan.mentions_deprecated(), plan.name.as_str())
    }

    /// For the struct of a call.
    pub(crate) fn http_call(self, plan: &CallPlan) -> Option<Lint> {
        self.mention(plan.returns.mentions_deprecated())
    }

    /// For what mentions a variant of an enum by status.
    pub(crate) fn choice(self, plan: &ChoicePlan) -> Option<Lint> {
        self.mention(plan.mentions_deprecated())
    }

    /// For what mentions all variants of a union.
    pub(crate) fn union(self, plan: &UnionPlan) -> Option<Lint> {
        self.mention(plan.deprecated.is_some() || plan.mentions_deprecated())
    }

    pub(crate) fn setter(self, plan: &SetterPlan) -> Vec<Lint> {
        self.named(plan.mentions_deprecated(), plan.name.as_str())
    }

    /// For the methods of the calls of an operation: they mention its type and what it returns.
    pub(crate) fn call(self, plan: &ParametersPlan) -> Option<Lint> {
        self.mention(plan.deprecated.is_some() || plan.returns.mentions_deprecated())
    }

    fn named(self, mentions: bool, name: &str) -> Vec<Lint> {
        let trait_name = TRAIT_METHODS.contains(&name).then_some(Lint::TraitName);
        self.mention(mentions)
            .into_iter()
            .chain(trait_name)
            .collect()
    }
}
