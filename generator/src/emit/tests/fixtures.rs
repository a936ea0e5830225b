//! Small plans, made by hand.

use std::sync::Arc;

use crate::api::{Areas, EdgeId, NodeId, TypeId};
use crate::config::Runtime;
use crate::plan::methods::constructors::{constructors, example};
use crate::plan::names::{ArgumentName, FieldName, MethodName, ModuleName, TypeName, VariantName};
use crate::plan::{
    Argument, ArgumentType, BuilderPlan, CallKind, ClientPlan, Deprecation, Docs, EnumPlan,
    ExamplePlan, FieldPlan, FieldRole, FilePlan, Item, ItemType, MethodBody, MethodPlan,
    NamespacePlan, Package, ParametersPlan, Plan, ReturnPlan, SetterPlan, Shape, StartPlan,
    StructPlan, Target, TypePath, ValueType, VariantPlan, features,
};

pub(super) fn docs(line: &str) -> Docs {
    Docs(vec![line.to_owned()])
}

pub(super) fn name(name: &str) -> TypeName {
    TypeName::new(&[name])
}

pub(super) fn bare(text: &str) -> TypePath {
    TypePath {
        modules: Vec::new(),
        name: name(text),
        deprecated: false,
        target: Target::Item(TypeId(0)),
    }
}

/// A deprecated type, which is never imported but written with its path.
pub(super) fn old(text: &str) -> TypePath {
    TypePath {
        modules: vec![ModuleName::new(&["models"])],
        deprecated: true,
        ..bare(text)
    }
}

pub(super) fn far(module: &str, text: &str) -> TypePath {
    let modules = [module, text].map(|part| ModuleName::new(&[part])).to_vec();
    TypePath {
        modules,
        ..bare(text)
    }
}

#[allow(clippy::unnecessary_wraps, reason = "what the plan's fields take")]
pub(super) fn deprecated() -> Option<Deprecation> {
    Some(Deprecation {
        note: "use `other` instead".to_owned(),
    })
}

pub(super) fn field(wire: &str, shape: Shape, item: ItemType) -> FieldPlan {
    FieldPlan {
        name: FieldName::new(wire),
        wire: wire.to_owned(),
        docs: docs(&format!("Property `{wire}`.")),
        deprecated: None,
        ty: ValueType { shape, item },
        role: FieldRole::Structural,
    }
}

pub(super) fn structure(text: &str, fields: Vec<FieldPlan>) -> StructPlan {
    StructPlan {
        name: name(text),
        wire: format!("microsoft.graph.{text}"),
        docs: docs(&format!("Entity type `microsoft.graph.{text}`.")),
        deprecated: None,
        fields,
        streams: Vec::new(),
        is_open: false,
        extra: FieldName::new("extra"),
        rest: None,
        properties: Vec::new(),
        bases: Vec::new(),
        query_imports: Vec::new(),
        annotations: Vec::new(),
    }
}

pub(super) fn enumeration(text: &str, members: &[&str]) -> EnumPlan {
    let variant = |member: &&str| VariantPlan {
        name: VariantName::new(member),
        wire: (*member).to_owned(),
        docs: docs(&format!("Member `{member}`.")),
        deprecated: None,
    };
    EnumPlan {
        name: name(text),
        wire: format!("microsoft.graph.{text}"),
        docs: docs(&format!("Enumeration `microsoft.graph.{text}`.")),
        deprecated: None,
        is_flags: false,
        is_json: false,
        variants: members.iter().map(variant).collect(),
        unrecognized: VariantName::new("Unrecognized"),
    }
}

pub(super) fn file(module: &str, item: Item) -> FilePlan {
    FilePlan {
        module: ModuleName::new(&[module]),
        ty: TypeId(0),
        wire: format!("microsoft.graph.{module}"),
        docs: docs(&format!("`microsoft.graph.{module}`.")),
        deprecated: false,
        imports: Vec::new(),
        request_imports: Vec::new(),
        requests: vec![ModuleName::new(&["requests"])],
        item,
        family: None,
        any: None,
        builders: Vec::new(),
        operations: Vec::new(),
    }
}

pub(super) fn method(text: &str, body: MethodBody) -> MethodPlan {
    let docs = docs(&format!("What `{text}` does."));
    MethodPlan {
        name: MethodName::new(&[text]),
        docs,
        deprecated: None,
        body,
        part: None,
    }
}

pub(super) fn navigate(segment: &str, builder: &str) -> MethodPlan {
    method(
        segment,
        MethodBody::Navigate {
            segment: segment.to_owned(),
            builder: bare(builder),
        },
    )
}

pub(super) fn argument(wire: &str, ty: ArgumentType) -> Argument {
    Argument {
        name: ArgumentName::new(wire),
        wire: wire.to_owned(),
        ty,
    }
}

pub(super) fn call(
    kind: CallKind,
    segment: &str,
    arguments: Vec<Argument>,
    returns: ReturnPlan,
    builder: Option<TypePath>,
) -> MethodPlan {
    let body = MethodBody::Operation {
        kind,
        segment: segment.to_owned(),
        arguments,
        returns,
        parameters: builder,
    };
    method(segment, body)
}

pub(super) fn setter(wire: &str, ty: ArgumentType) -> SetterPlan {
    SetterPlan {
        name: MethodName::new(&[wire]),
        docs: docs(&format!("Parameter `{wire}`.")),
        deprecated: None,
        argument: argument(wire, ty),
    }
}

pub(super) fn operation(
    text: &str,
    returns: ReturnPlan,
    setters: Vec<SetterPlan>,
) -> ParametersPlan {
    let docs = docs("Invocation of an operation.");
    ParametersPlan {
        name: name(text),
        docs,
        deprecated: None,
        returns,
        setters,
        then: None,
        edges: vec![EdgeId(0)],
    }
}

pub(super) fn builder(text: &str, methods: Vec<MethodPlan>) -> BuilderPlan {
    let docs = docs("Requests to a resource.");
    BuilderPlan {
        name: name(text),
        collection: false,
        docs,
        deprecated: None,
        methods,
        nodes: vec![NodeId(1)],
    }
}

/// A plan of one namespace with these files and a client.
pub(super) fn plan(files: Vec<FilePlan>) -> Plan {
    let mut plan = Plan {
        package: Package {
            name: "small-graph".to_owned(),
            version: "0.2.0".to_owned(),
            description: "A \"small\" service".to_owned(),
            edition: "2024",
            rust_version: "1.89",
            license: Some("MIT".to_owned()),
            license_text: None,
            license_file: None,
            repository: None,
            keywords: vec!["odata".to_owned()],
            categories: Vec::new(),
            features: features(crate::plan::names::owned::RUNTIME, true, &Areas::default()),
            areas: Vec::new(),
            runtime_crate: crate::plan::names::owned::RUNTIME,
            runtime: Runtime {
                path: Some("../runtime".to_owned()),
                version: Some("0.1.0".to_owned()),
            },
            source: "metadata/small.csdl".to_owned(),
            recursion_limit: None,
            docs: docs("Client of a small service."),
        },
        client: Some(client()),
        http: None,
        namespaces: vec![NamespacePlan {
            module: ModuleName::new(&["models"]),
            namespace: "microsoft.graph".to_owned(),
            docs: docs("Types of the namespace `microsoft.graph`."),
            files,
        }],
        areas: Areas::default(),
        api: Arc::default(),
    };
    with_example(&mut plan);
    plan
}

/// Makes the example anew for what was changed of the client.
pub(super) fn with_example(plan: &mut Plan) {
    if let Some(client) = &mut plan.client {
        client.constructors = constructors(client.base_url.as_deref(), client.scopes.is_empty());
        client.example = example(&plan.package, client);
    }
}

fn client() -> ClientPlan {
    let builder = far("models", "callRequestBuilder");
    let modules = ["models", "call"]
        .map(|part| ModuleName::new(&[part]))
        .to_vec();
    let builder = TypePath { modules, ..builder };
    let body = MethodBody::Navigate {
        segment: "call".to_owned(),
        builder,
    };
    ClientPlan {
        name: name("GraphClient"),
        docs: docs("Client of the service."),
        base_url: Some("https://graph.example/v1.0".to_owned()),
        scopes: vec!["https://graph.example/.default".to_owned()],
        constructors: constructors(Some("https://graph.example/v1.0"), false),
        example: ExamplePlan::default(),
        sign_in: None,
        start: Some(StartPlan {
            call: "client.call()".to_owned(),
            path: "/call".to_owned(),
            read: None,
        }),
        clouds: None,
        settings: Vec::new(),
        methods: vec![method("call", body)],
        operations: Vec::new(),
    }
}
