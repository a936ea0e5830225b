//! Documents and schemas: what they declare, so that names resolve.

use arbitrary::Result;
use csdlgen::csdl::{Document, Facets, Schema, TypeDefinition, TypeElement};

use super::words::{NAMESPACES, PRIMITIVES};
use super::{Choices, Declared, apart, nowhere};

impl Choices<'_> {
    pub(super) fn document(&mut self) -> Result<Document> {
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

    pub(super) fn declare(&mut self) -> Result<Declared> {
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

    pub(super) fn schema(&mut self, declared: &Declared) -> Result<Schema> {
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
}
