//! Services made of choices.
//!
//! In: bytes, each a choice; where they run out, the first is chosen. Out: a document whose names mostly resolve, so
//! that it gets beyond the parser, with names and texts that mean something to Rust, HTML, terminals and disks; and
//! settings.

mod words;

use std::collections::HashSet;

use arbitrary::{Result, Unstructured};
use csdlgen::config::{Crate, Docs, KeyStyle, OperationNames, Reference as Links};
use csdlgen::csdl::{
    Annotation, ChildElement, ContainerChild, Document, EntityContainer, EnumMember, EnumType,
    Expression, Facets, NavigationProperty, NavigationPropertyBinding, Operation, OperationElement,
    Parameter, Property, PropertyRef, PropertyValue, Record, ReturnType, Schema, StructuredType,
    TargetedAnnotations, TypeDefinition, TypeElement,
};
use csdlgen::diagnostic::Position;
use csdlgen::select::{Pattern, UnselectedNavigation};
use words::{CAPABILITIES, NAMES, NAMESPACES, PRIMITIVES, SAID, TERMS, TEXTS};

fn nowhere() -> Position {
    Position {
        file: "fuzz".into(),
        line: 1,
        column: 1,
    }
}

/// A service, and how a crate of it is to be made.
pub(crate) fn service(bytes: &[u8]) -> Option<(Document, Crate)> {
    let mut choices = Choices {
        bytes: Unstructured::new(bytes),
        namespaces: Vec::new(),
        entities: Vec::new(),
        complex: Vec::new(),
        values: Vec::new(),
        actions: Vec::new(),
        functions: Vec::new(),
        members: Vec::new(),
    };
    let options = choices.options().ok()?;
    let document = choices.document().ok()?;
    Some((document, options))
}

/// Choices that are still to be made, and what has been declared.
struct Choices<'b> {
    bytes: Unstructured<'b>,
    namespaces: Vec<String>,
    entities: Vec<String>,
    complex: Vec<String>,
    /// Enumerations and type definitions.
    values: Vec<String>,
    /// Unbound ones.
    actions: Vec<String>,
    functions: Vec<String>,
    members: Vec<String>,
}

/// The names that a schema is going to declare.
struct Declared {
    namespace: String,
    entities: Vec<String>,
    complex: Vec<String>,
    enums: Vec<String>,
    definitions: Vec<String>,
}

/// Makes names of siblings differ, if only by case.
fn apart<'a>(names: impl IntoIterator<Item = &'a mut String>) {
    let mut known = HashSet::new();
    for name in names {
        while !known.insert(name.clone()) {
            name.push('z');
        }
    }
}

impl Choices<'_> {
    fn below(&mut self, count: usize) -> Result<usize> {
        self.bytes.int_in_range(0..=count.saturating_sub(1))
    }

    fn flag(&mut self) -> Result<bool> {
        Ok(self.below(2)? == 1)
    }

    fn one_of(&mut self, all: &[&str]) -> Result<String> {
        let index = self.below(all.len())?;
        Ok(all.get(index).copied().unwrap_or_default().to_owned())
    }

    fn one_of_known(&mut self, all: &[String]) -> Result<String> {
        let index = self.below(all.len())?;
        Ok(all
            .get(index)
            .cloned()
            .unwrap_or_else(|| "n.absent".to_owned()))
    }

    fn some<T>(
        &mut self,
        most: usize,
        mut make: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        let count = self.below(most + 1)?;
        (0..count).map(|_| make(self)).collect()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> Result<T>) -> Result<Option<T>> {
        if self.flag()? {
            make(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Mostly a name of the list, sometimes any that CSDL takes.
    fn name(&mut self) -> Result<String> {
        let name = match self.below(16)? {
            15 => {
                let text = self.bytes.arbitrary::<&str>()?.chars();
                let plain = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
                text.filter(plain).take(40).collect()
            }
            12..15 => format!("{}{}", self.one_of(NAMES)?, self.below(4)?),
            11 => "x".repeat(self.below(300)? + 1),
            _ => self.one_of(NAMES)?,
        };
        Ok(if name.is_empty() {
            "n".to_owned()
        } else {
            name
        })
    }

    fn text(&mut self) -> Result<String> {
        match self.below(8)? {
            7 => Ok(self.bytes.arbitrary::<&str>()?.to_owned()),
            5 | 6 => Ok(format!("{} {}", self.one_of(TEXTS)?, self.one_of(TEXTS)?)),
            _ => self.one_of(TEXTS),
        }
    }

    fn options(&mut self) -> Result<Crate> {
        let mut options = Crate::default();
        if self.flag()? {
            options.key_style = KeyStyle::Segment;
        }
        if self.flag()? {
            options.operations = OperationNames::Unqualified;
        }
        options.docs = match self.below(4)? {
            0 => Docs::None,
            1 => Docs::Links,
            _ => Docs::Full,
        };
        options.any_limit = self.below(8)?;
        // As csdlgen.toml may have it.
        let description = self.maybe(Self::text)?;
        options.description = description.filter(|text| !text.contains(char::is_control));
        if self.flag()? {
            options.reference = Links {
                type_template: Some("https://docs.example/{type}".to_owned()),
                operation_template: Some("https://docs.example/{type}-{operation}".to_owned()),
            };
        }
        if self.below(8)? == 7 {
            let patterns = ["/**", "/*", "/id/**#GET", "/name", "n.id", "/**/get"];
            let pattern = self.one_of(&patterns)?;
            options.selection.include.extend(Pattern::parse(&pattern));
            if self.flag()? {
                options.selection.unselected_navigation = UnselectedNavigation::Omit;
            }
        }
        Ok(options)
    }

    fn document(&mut self) -> Result<Document> {
        let count = self.below(3)? + 1;
        let mut declared = Vec::new();
        for _ in 0..count {
            declared.push(self.declare()?);
        }
        let mut schemas = Vec::new();
        for declared in &declared {
            schemas.push(self.schema(declared)?);
        }
        let container = self.container()?;
        schemas
            .first_mut()
            .into_iter()
            .for_each(|schema| schema.containers.push(container.clone()));
        Ok(Document {
            name: "fuzz".into(),
            version: "4.0".to_owned(),
            references: Vec::new(),
            schemas,
            container: None,
        })
    }

    fn declare(&mut self) -> Result<Declared> {
        let mut namespace = self.one_of(NAMESPACES)?;
        while self.namespaces.contains(&namespace) {
            namespace.push_str(".n");
        }
        self.namespaces.push(namespace.clone());
        let mut entities = vec![self.name()?];
        entities.extend(self.some(3, Self::name)?);
        let mut complex = self.some(3, Self::name)?;
        let mut enums = self.some(2, Self::name)?;
        let mut definitions = self.some(1, Self::name)?;
        let values = enums.iter_mut().chain(&mut definitions);
        apart(entities.iter_mut().chain(&mut complex).chain(values));
        let full = |name: &String| format!("{namespace}.{name}");
        self.entities.extend(entities.iter().map(full));
        self.complex.extend(complex.iter().map(full));
        self.values
            .extend(enums.iter().chain(&definitions).map(full));
        Ok(Declared {
            namespace,
            entities,
            complex,
            enums,
            definitions,
        })
    }

    fn schema(&mut self, declared: &Declared) -> Result<Schema> {
        let mut structured = Vec::new();
        for name in &declared.entities {
            structured.push(self.structured(TypeElement::Entity, &declared.namespace, name)?);
        }
        for name in &declared.complex {
            structured.push(self.structured(TypeElement::Complex, &declared.namespace, name)?);
        }
        let mut enums = Vec::new();
        for name in &declared.enums {
            enums.push(self.enumeration(name)?);
        }
        let mut definitions = Vec::new();
        for name in &declared.definitions {
            definitions.push(TypeDefinition {
                name: name.clone(),
                underlying: self.one_of(PRIMITIVES)?,
                facets: Facets::default(),
                annotations: self.annotations()?,
                position: nowhere(),
            });
        }
        let operations = self.some(4, |c| c.operation(&declared.namespace))?;
        Ok(Schema {
            namespace: declared.namespace.clone(),
            alias: None,
            structured,
            enums,
            definitions,
            operations,
            terms: Vec::new(),
            containers: Vec::new(),
            targeted: self.some(2, Self::targeted)?,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    /// The types before this one, of which none derives from it; now and then all.
    fn bases(&mut self, entity: bool, full: &str) -> Result<Vec<String>> {
        let all = if entity {
            &self.entities
        } else {
            &self.complex
        };
        let before = all.iter().take_while(|name| *name != full);
        let before: Vec<String> = before.cloned().collect();
        let all = all.clone();
        Ok(if self.below(32)? == 31 { all } else { before })
    }

    fn structured(
        &mut self,
        element: TypeElement,
        namespace: &str,
        name: &str,
    ) -> Result<StructuredType> {
        let entity = element == TypeElement::Entity;
        let bases = self.bases(entity, &format!("{namespace}.{name}"))?;
        let has_base = !bases.is_empty() && self.flag()?;
        let mut properties = self.some(5, Self::property)?;
        let mut parts = 0;
        if entity && !has_base {
            parts = self.below(2)? + 1;
            for _ in 0..parts {
                let ty = self.one_of(&["Edm.String", "Edm.Int32", "Edm.Guid", "Edm.Date"])?;
                properties.insert(
                    0,
                    Property {
                        nullable: Some(false),
                        ty,
                        ..self.property()?
                    },
                );
            }
        }
        let mut navigation = self.some(4, Self::navigation)?;
        if has_base {
            // No name that a base has.
            let names = properties.iter_mut().map(|property| &mut property.name);
            let names = names.chain(navigation.iter_mut().map(|property| &mut property.name));
            names.for_each(|name| *name = format!("{name}{}", bases.len()));
        }
        let names = properties.iter_mut().map(|property| &mut property.name);
        apart(names.chain(navigation.iter_mut().map(|property| &mut property.name)));
        let key = properties.iter().take(parts).map(|part| PropertyRef {
            path: part.name.clone(),
            alias: None,
            position: nowhere(),
        });
        let key = key.collect();
        let members = properties
            .iter()
            .map(|property| format!("{name}/{}", property.name));
        self.members.extend(members);
        Ok(StructuredType {
            element,
            name: name.to_owned(),
            base: if has_base {
                Some(self.one_of_known(&bases)?)
            } else {
                None
            },
            is_abstract: self.flag()?,
            is_open: self.maybe(Self::flag)?,
            has_stream: self.maybe(Self::flag)?.filter(|_| entity),
            key,
            properties,
            navigation,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn ty(&mut self) -> Result<String> {
        let known = match self.below(6)? {
            0 | 1 => Vec::new(),
            2 | 3 => self.complex.clone(),
            4 => self.values.clone(),
            _ => self.entities.clone(),
        };
        let name = match known.as_slice() {
            [] => self.one_of(PRIMITIVES)?,
            known => self.one_of_known(known)?,
        };
        self.collected(name)
    }

    fn collected(&mut self, name: String) -> Result<String> {
        Ok(if self.below(3)? == 2 {
            format!("Collection({name})")
        } else {
            name
        })
    }

    fn property(&mut self) -> Result<Property> {
        Ok(Property {
            name: self.name()?,
            ty: self.ty()?,
            nullable: self.maybe(Self::flag)?,
            facets: Facets::default(),
            default_value: self.maybe(Self::text)?,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn navigation(&mut self) -> Result<NavigationProperty> {
        let target = self.one_of_known(&self.entities.clone())?;
        Ok(NavigationProperty {
            name: self.name()?,
            ty: self.collected(target)?,
            nullable: None,
            partner: None,
            contains_target: self.flag()?,
            constraints: Vec::new(),
            on_delete: None,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn enumeration(&mut self, name: &str) -> Result<EnumType> {
        let mut members = self.some(5, |c| {
            Ok(EnumMember {
                name: c.name()?,
                value: c.maybe(|c| Ok([0, 1, -1, 2, 8][c.below(5)?]))?,
                annotations: c.annotations()?,
                position: nowhere(),
            })
        })?;
        apart(members.iter_mut().map(|member| &mut member.name));
        // All have a value, or none has.
        if members.iter().any(|member| member.value.is_none()) {
            for member in &mut members {
                member.value = None;
            }
        }
        Ok(EnumType {
            name: name.to_owned(),
            underlying: None,
            is_flags: self.flag()?,
            members,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn operation(&mut self, namespace: &str) -> Result<Operation> {
        let function = self.flag()?;
        let is_bound = self.below(4)? != 3;
        let mut parameters = Vec::new();
        if is_bound {
            let target = self.one_of_known(&self.entities.clone())?;
            parameters.push(Parameter {
                nullable: Some(false),
                ..self.parameter(target)?
            });
        }
        for _ in 0..self.below(4)? {
            let ty = self.ty()?;
            parameters.push(self.parameter(ty)?);
        }
        apart(parameters.iter_mut().map(|parameter| &mut parameter.name));
        let returns = if function || self.flag()? {
            Some(ReturnType {
                ty: self.ty()?,
                nullable: self.maybe(Self::flag)?,
                facets: Facets::default(),
                annotations: Vec::new(),
                position: nowhere(),
            })
        } else {
            None
        };
        let name = self.name()?;
        if !is_bound {
            let imported = if function {
                &mut self.functions
            } else {
                &mut self.actions
            };
            imported.push(format!("{namespace}.{name}"));
        }
        Ok(Operation {
            element: if function {
                OperationElement::Function
            } else {
                OperationElement::Action
            },
            name,
            is_bound,
            is_composable: function && self.flag()?,
            entity_set_path: None,
            parameters,
            returns,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn parameter(&mut self, ty: String) -> Result<Parameter> {
        Ok(Parameter {
            name: self.name()?,
            ty: self
                .collected(ty)?
                .replace("Collection(Collection(", "Collection(")
                .replace("))", ")"),
            nullable: self.maybe(Self::flag)?,
            facets: Facets::default(),
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn container(&mut self) -> Result<EntityContainer> {
        let mut children = self.some(6, Self::child)?;
        children.retain(|child| !child.refers_to.ends_with(".absent"));
        apart(children.iter_mut().map(|child| &mut child.name));
        Ok(EntityContainer {
            name: self.name()?,
            extends: None,
            children,
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn child(&mut self) -> Result<ContainerChild> {
        let element = match self.below(6)? {
            0..3 => ChildElement::EntitySet,
            3 => ChildElement::Singleton,
            4 => ChildElement::ActionImport,
            _ => ChildElement::FunctionImport,
        };
        let binds = matches!(element, ChildElement::EntitySet | ChildElement::Singleton);
        let refers_to = match element {
            ChildElement::ActionImport => self.actions.clone(),
            ChildElement::FunctionImport => self.functions.clone(),
            _ => self.entities.clone(),
        };
        Ok(ContainerChild {
            element,
            name: self.name()?,
            refers_to: self.one_of_known(&refers_to)?,
            entity_set: None,
            in_service_document: None,
            nullable: None,
            bindings: if binds {
                self.some(1, Self::binding)?
            } else {
                Vec::new()
            },
            annotations: self.annotations()?,
            position: nowhere(),
        })
    }

    fn binding(&mut self) -> Result<NavigationPropertyBinding> {
        Ok(NavigationPropertyBinding {
            path: self.name()?,
            target: self.name()?,
            annotations: Vec::new(),
            position: nowhere(),
        })
    }

    fn targeted(&mut self) -> Result<TargetedAnnotations> {
        let namespace = self.one_of(NAMESPACES)?;
        let member = self.one_of_known(&self.members.clone())?;
        Ok(TargetedAnnotations {
            target: format!("{namespace}.{member}"),
            qualifier: None,
            annotations: self.some(2, Self::annotation)?,
            position: nowhere(),
        })
    }

    fn annotations(&mut self) -> Result<Vec<Annotation>> {
        if self.below(3)? != 2 {
            return Ok(Vec::new());
        }
        self.some(3, Self::annotation)
    }

    fn annotation(&mut self) -> Result<Annotation> {
        let term = if self.below(3)? == 2 {
            format!("Org.OData.Capabilities.V1.{}", self.one_of(CAPABILITIES)?)
        } else {
            format!("Org.OData.Core.V1.{}", self.one_of(TERMS)?)
        };
        Ok(Annotation {
            term,
            qualifier: None,
            value: self.maybe(|c| c.expression(3))?,
            annotations: Vec::new(),
            position: nowhere(),
        })
    }

    fn expression(&mut self, depth: usize) -> Result<Expression> {
        let most = if depth == 0 { 6 } else { 10 };
        Ok(match self.below(most)? {
            0..3 => Expression::String(self.text()?),
            3 => Expression::Bool(self.flag()?),
            4 => Expression::EnumMember(vec![self.one_of(&[
                "Org.OData.Core.V1.RevisionKind/Deprecated",
                "Org.OData.Core.V1.Permission/Read",
                "Org.OData.Capabilities.V1.HttpMethod/PUT",
                "Org.OData.Capabilities.V1.NavigationType/None",
                "x",
            ])?]),
            5 => Expression::Date(self.text()?),
            6 | 7 => Expression::Collection(self.some(2, |c| c.expression(depth - 1))?),
            _ => Expression::Record(Record {
                ty: None,
                properties: self.some(4, |c| {
                    Ok(PropertyValue {
                        property: c.one_of(SAID)?,
                        value: Some(c.expression(depth - 1)?),
                        annotations: Vec::new(),
                        position: nowhere(),
                    })
                })?,
                annotations: Vec::new(),
                position: nowhere(),
            }),
        })
    }
}
