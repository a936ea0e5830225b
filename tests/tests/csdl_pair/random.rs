//! Documents made of choices.
//!
//! In: bytes, each a choice; where they run out, the smallest is chosen, so that fewer and smaller bytes make
//! smaller documents. Out: documents of all that both formats can say, in which nothing need resolve.

use csdlgen::csdl::{
    Annotation, ChildElement, ContainerChild, Document, EntityContainer, EnumMember, EnumType,
    Expression, Facets, Include, IncludeAnnotations, NavigationProperty, NavigationPropertyBinding,
    OnDelete, Operation, OperationElement, Operator, Parameter, PathKind, Property, PropertyRef,
    PropertyValue, Record, Reference, ReferentialConstraint, ReturnType, Schema, StructuredType,
    TargetedAnnotations, Term, TypeDefinition, TypeElement,
};
use csdlgen::diagnostic::Position;

/// Choices that are still to be made.
pub(crate) struct Choices {
    bytes: std::vec::IntoIter<u8>,
    /// How many names there are, so that each is new.
    names: usize,
}

const OPERATORS: [Operator; 18] = [
    Operator::And,
    Operator::Or,
    Operator::Not,
    Operator::Eq,
    Operator::Ne,
    Operator::Gt,
    Operator::Ge,
    Operator::Lt,
    Operator::Le,
    Operator::Has,
    Operator::In,
    Operator::Add,
    Operator::Sub,
    Operator::Neg,
    Operator::Mul,
    Operator::Div,
    Operator::DivBy,
    Operator::Mod,
];

const TEXTS: [&str; 8] = [
    "",
    "plain",
    " \" ' <b> & ]]> \\ ",
    "tab\tand\nline",
    "\u{e4}\u{1d11e}\u{2028}",
    "true",
    "42",
    "a@b#c/$d",
];

const TYPES: [&str; 5] = [
    "Edm.String",
    "Edm.Int32",
    "Edm.Decimal",
    "some.Type",
    "a.b.C",
];

fn nowhere() -> Position {
    Position {
        file: "random".into(),
        line: 1,
        column: 1,
    }
}

impl Choices {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes: bytes.into_iter(),
            names: 0,
        }
    }

    fn below(&mut self, count: usize) -> usize {
        usize::from(self.bytes.next().unwrap_or_default()) % count
    }

    fn flag(&mut self) -> bool {
        self.below(2) == 1
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flag().then(|| make(self))
    }

    fn some<T>(&mut self, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(3)).map(|_| make(self)).collect()
    }

    /// A name that no other element has.
    fn name(&mut self) -> String {
        self.names += 1;
        let stem = self.one_of(&["n", "Type", "_x", "\u{fc}ber"]);
        format!("{stem}{}", self.names)
    }

    fn qualified(&mut self) -> String {
        let namespace = self.one_of(&["some", "a.b", "Core"]);
        format!("{namespace}.{}", self.name())
    }

    fn path(&mut self) -> String {
        let first = self.name();
        match self.below(3) {
            0 => first,
            1 => format!("{first}/{}", self.name()),
            _ => format!("{first}/{}/{}", self.qualified(), self.name()),
        }
    }

    fn text(&mut self) -> String {
        self.one_of(&TEXTS).to_owned()
    }

    fn ty(&mut self) -> String {
        let name = self.one_of(&TYPES).to_owned();
        if self.flag() {
            format!("Collection({name})")
        } else {
            name
        }
    }

    fn facets(&mut self, ty: &str) -> Facets {
        // A decimal without a scale has another one in each format.
        let decimal = ty.contains("Edm.Decimal");
        let scale = |c: &mut Self| c.one_of(&["variable", "floating", "2"]).to_owned();
        Facets {
            max_length: self.maybe(|c| c.one_of(&[1, 255, u32::MAX])),
            precision: self.maybe(|c| c.one_of(&[0, 12])),
            scale: if decimal {
                Some(scale(self))
            } else {
                self.maybe(scale)
            },
            srid: self.maybe(|c| c.one_of(&["variable", "4326"]).to_owned()),
            unicode: self.maybe(Self::flag),
        }
    }

    pub(crate) fn document(&mut self) -> Document {
        let mut schemas = self.some(Self::schema);
        schemas.push(self.schema());
        Document {
            name: "random".into(),
            version: self.one_of(&["4.0", "4.01"]).to_owned(),
            references: self.some(Self::reference),
            schemas,
            container: None,
        }
    }

    fn reference(&mut self) -> Reference {
        Reference {
            uri: format!("http://host/{}@$metadata?a=%20&b", self.name()),
            includes: self.some(|c| Include {
                namespace: c.qualified(),
                alias: c.maybe(Self::name),
                annotations: c.annotations(1),
                position: nowhere(),
            }),
            include_annotations: self.some(|c| IncludeAnnotations {
                term_namespace: c.qualified(),
                qualifier: c.maybe(Self::name),
                target_namespace: c.maybe(Self::qualified),
                position: nowhere(),
            }),
            annotations: self.annotations(1),
            position: nowhere(),
        }
    }

    fn schema(&mut self) -> Schema {
        Schema {
            namespace: self.qualified(),
            alias: self.maybe(Self::name),
            structured: self.some(Self::structured),
            enums: self.some(Self::enumeration),
            definitions: self.some(Self::definition),
            operations: self.some(Self::overloads).into_iter().flatten().collect(),
            terms: self.some(Self::term),
            containers: self.maybe(Self::container).into_iter().collect(),
            targeted: self.some(|c| TargetedAnnotations {
                target: format!("{}/{}", c.qualified(), c.path()),
                qualifier: None,
                annotations: c.annotations(3),
                position: nowhere(),
            }),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn structured(&mut self) -> StructuredType {
        let element = self.one_of(&[TypeElement::Entity, TypeElement::Complex]);
        let entity = element == TypeElement::Entity;
        StructuredType {
            element,
            name: self.name(),
            base: self.maybe(Self::qualified),
            is_abstract: self.flag(),
            is_open: self.maybe(Self::flag),
            has_stream: self.maybe(Self::flag).filter(|_| entity),
            key: if entity {
                self.some(|c| PropertyRef {
                    path: c.path(),
                    alias: c.maybe(Self::name),
                    position: nowhere(),
                })
            } else {
                Vec::new()
            },
            properties: self.some(Self::property),
            navigation: self.some(Self::navigation),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn property(&mut self) -> Property {
        let ty = self.ty();
        Property {
            name: self.name(),
            nullable: Some(self.flag()),
            facets: self.facets(&ty),
            default_value: self.maybe(Self::text),
            annotations: self.annotations(2),
            position: nowhere(),
            ty,
        }
    }

    fn navigation(&mut self) -> NavigationProperty {
        let collection = self.flag();
        let ty = self.qualified();
        NavigationProperty {
            name: self.name(),
            ty: if collection {
                format!("Collection({ty})")
            } else {
                ty
            },
            nullable: (!collection).then(|| self.flag()),
            partner: self.maybe(Self::path),
            contains_target: self.flag(),
            constraints: self.some(|c| ReferentialConstraint {
                property: c.path(),
                referenced_property: c.path(),
                annotations: c.annotations(2),
                position: nowhere(),
            }),
            on_delete: self.maybe(|c| OnDelete {
                action: c.one_of(&["Cascade", "None", "SetNull"]).to_owned(),
                annotations: c.annotations(2),
                position: nowhere(),
            }),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn enumeration(&mut self) -> EnumType {
        EnumType {
            name: self.name(),
            underlying: self.maybe(|_| "Edm.Int64".to_owned()),
            is_flags: self.flag(),
            members: self.some(|c| EnumMember {
                name: c.name(),
                value: Some(c.one_of(&[0, -1, i64::MIN, i64::MAX])),
                annotations: c.annotations(2),
                position: nowhere(),
            }),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn definition(&mut self) -> TypeDefinition {
        let underlying = self.one_of(&TYPES).to_owned();
        TypeDefinition {
            name: self.name(),
            facets: self.facets(&underlying),
            annotations: self.annotations(2),
            position: nowhere(),
            underlying,
        }
    }

    /// Overloads of one name, which JSON keeps together.
    fn overloads(&mut self) -> Vec<Operation> {
        let name = self.name();
        let mut operations = self.some(|c| c.operation(&name));
        operations.push(self.operation(&name));
        operations
    }

    fn operation(&mut self, name: &str) -> Operation {
        let element = self.one_of(&[OperationElement::Action, OperationElement::Function]);
        let must = element == OperationElement::Function;
        Operation {
            element,
            name: name.to_owned(),
            is_bound: self.flag(),
            is_composable: self.flag(),
            entity_set_path: self.maybe(Self::path),
            parameters: self.some(|c| {
                let ty = c.ty();
                Parameter {
                    name: c.name(),
                    nullable: Some(c.flag()),
                    facets: c.facets(&ty),
                    annotations: c.annotations(2),
                    position: nowhere(),
                    ty,
                }
            }),
            returns: (must || self.flag()).then(|| {
                let ty = self.ty();
                ReturnType {
                    nullable: Some(self.flag()),
                    facets: self.facets(&ty),
                    annotations: self.annotations(2),
                    position: nowhere(),
                    ty,
                }
            }),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn term(&mut self) -> Term {
        let ty = self.ty();
        Term {
            name: self.name(),
            base: self.maybe(Self::qualified),
            default_value: self.maybe(Self::text),
            applies_to: self.maybe(|c| c.one_of(&["Property", "Schema EntityType"]).to_owned()),
            nullable: Some(self.flag()),
            facets: self.facets(&ty),
            annotations: self.annotations(2),
            position: nowhere(),
            ty,
        }
    }

    fn container(&mut self) -> EntityContainer {
        EntityContainer {
            name: self.name(),
            extends: self.maybe(Self::qualified),
            children: self.some(Self::child),
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    fn child(&mut self) -> ContainerChild {
        use ChildElement::{ActionImport, EntitySet, FunctionImport, Singleton};
        let element = self.one_of(&[EntitySet, Singleton, ActionImport, FunctionImport]);
        let binds = matches!(element, EntitySet | Singleton);
        let listed = matches!(element, EntitySet | FunctionImport);
        ContainerChild {
            element,
            name: self.name(),
            refers_to: self.qualified(),
            entity_set: self.maybe(Self::path).filter(|_| !binds),
            in_service_document: self.maybe(Self::flag).filter(|_| listed),
            nullable: self.maybe(Self::flag).filter(|_| element == Singleton),
            bindings: if binds {
                self.some(|c| NavigationPropertyBinding {
                    path: c.path(),
                    target: c.path(),
                    annotations: c.annotations(2),
                    position: nowhere(),
                })
            } else {
                Vec::new()
            },
            annotations: self.annotations(2),
            position: nowhere(),
        }
    }

    /// Annotations and those of them, so deep at most.
    fn annotations(&mut self, depth: usize) -> Vec<Annotation> {
        if depth == 0 || !self.flag() {
            return Vec::new();
        }
        self.some(|c| Annotation {
            term: c.qualified(),
            qualifier: c.maybe(Self::name),
            value: Some(c.expression(depth)),
            annotations: c.annotations(depth - 1),
            position: nowhere(),
        })
    }

    fn expression(&mut self, depth: usize) -> Expression {
        if depth == 0 {
            return self.constant();
        }
        let boxed = |c: &mut Self| Box::new(c.expression(depth - 1));
        match self.below(12) {
            0 | 1 => self.constant(),
            2 => Expression::Collection(self.some(|c| c.expression(depth - 1))),
            3 | 4 => Expression::Record(self.record(depth - 1)),
            5 => Expression::UrlRef(boxed(self)),
            6 => Expression::Apply {
                function: "odata.concat".to_owned(),
                arguments: self.some(|c| c.expression(depth - 1)),
            },
            7 => {
                let ty = self.ty();
                Expression::OfType {
                    test: self.flag(),
                    facets: self.facets(&ty),
                    operand: boxed(self),
                    ty,
                }
            }
            8 => Expression::If {
                condition: boxed(self),
                then: boxed(self),
                otherwise: self.maybe(boxed),
            },
            9 => Expression::Labeled {
                name: self.name(),
                value: boxed(self),
            },
            10 => Expression::LabeledReference(self.qualified()),
            _ => {
                let operator = self.one_of(&OPERATORS);
                let count = if matches!(operator, Operator::Not | Operator::Neg) {
                    1
                } else {
                    2
                };
                let operands = (0..count).map(|_| self.expression(depth - 1)).collect();
                Expression::Operation { operator, operands }
            }
        }
    }

    fn constant(&mut self) -> Expression {
        match self.below(14) {
            0 => Expression::Bool(self.flag()),
            1 => Expression::Int(self.one_of(&[0, -1, i64::MIN, i64::MAX])),
            2 => Expression::Decimal(self.one_of(&["0.1", "-3.14", "9e+99"]).to_owned()),
            3 | 4 => Expression::String(self.text()),
            5 => Expression::Null,
            6 => Expression::Date("2024-02-29".to_owned()),
            7 => Expression::Duration("PT1S".to_owned()),
            8 => Expression::Guid("21EC2020-3AEA-1069-A2DD-08002B30309D".to_owned()),
            9 => Expression::Binary("T0RhdGE".to_owned()),
            10 => Expression::EnumMember(vec!["a.b/c".to_owned(), "a.b/d".to_owned()]),
            kind => Expression::Path {
                kind: match kind {
                    11 => PathKind::Property,
                    12 => PathKind::NavigationProperty,
                    _ => PathKind::Value,
                },
                path: self.path(),
            },
        }
    }

    fn record(&mut self, depth: usize) -> Record {
        Record {
            ty: self.maybe(Self::qualified),
            properties: self.some(|c| PropertyValue {
                property: c.name(),
                value: Some(c.expression(depth)),
                annotations: c.annotations(depth),
                position: nowhere(),
            }),
            annotations: self.annotations(depth),
            position: nowhere(),
        }
    }
}
