//! The files of a crate: a plan goes in, the path and the part of the plan of each file come out.

use crate::plan::names::modules;
use crate::plan::names::owned::{CLIENT_MODULE, REQUESTS_MODULE};
use crate::plan::{
    ClientPlan, Docs, FilePlan, HttpClientPlan, HttpPlan, LICENSE_FILE, NamespacePlan, Plan,
    RequestsFile,
};

use super::uses::has_requests;

/// A file of a generated crate.
#[derive(Clone, Debug)]
pub(crate) struct CrateFile<'p> {
    /// Its path within the crate, with `/`.
    pub(crate) path: String,
    /// What it has.
    pub(crate) part: Part<'p>,
}

/// What of the plan a file has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'p> {
    Manifest,
    Readme,
    /// The text of the licence.
    License(&'p str),
    /// What tells rustfmt to leave the crate as it is.
    Format,
    Root,
    Client(&'p ClientPlan),
    Namespace(&'p NamespacePlan),
    Type(&'p FilePlan),
    HttpClient(&'p HttpClientPlan),
    /// The module of requests of a service in the terms of HTTP.
    HttpRequests(&'p HttpPlan),
    /// The module of requests of another, or one in it.
    Requests(RequestsPlan<'p>),
    RequestsOf(&'p RequestsFile),
}

/// A module of requests: what it gives on, and the modules in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RequestsPlan<'p> {
    /// The namespace whose requests it has.
    pub(crate) namespace: Option<&'p NamespacePlan>,
    /// Of the module that all others lie in: the plan.
    pub(crate) root: Option<&'p Plan>,
}

impl<'p> RequestsPlan<'p> {
    /// Documentation of the module.
    pub(crate) fn docs(self) -> Docs {
        let of = self.namespace.filter(|_| self.root.is_none());
        let of = of.map_or_else(String::new, |it| {
            format!(" of namespace `{}`", it.namespace)
        });
        let line = format!("Request builders{of}, and the optional parameters of operations.");
        Docs(vec![line])
    }

    /// Namespaces whose requests have modules in it.
    pub(crate) fn children(self) -> impl Iterator<Item = &'p NamespacePlan> {
        let namespaces = self.root.into_iter().flat_map(with_requests);
        namespaces.filter(|namespace| !is_main(namespace))
    }
}

/// The module of all requests, where there are any.
pub(crate) fn requests(plan: &Plan) -> Option<RequestsPlan<'_>> {
    let client = plan.client.as_ref();
    let of_client = client.is_some_and(|client| !client.operations.is_empty());
    (of_client || with_requests(plan).next().is_some()).then(|| RequestsPlan {
        namespace: with_requests(plan).find(|namespace| is_main(namespace)),
        root: Some(plan),
    })
}

fn with_requests(plan: &Plan) -> impl Iterator<Item = &NamespacePlan> {
    let namespaces = plan.namespaces.iter();
    namespaces.filter(|namespace| namespace.files.iter().any(has_requests))
}

fn is_main(namespace: &NamespacePlan) -> bool {
    modules::requests(&namespace.module).len() == 1
}

/// All files.
pub(crate) fn crate_files(plan: &Plan) -> Vec<CrateFile<'_>> {
    let file = |path: &str, part| CrateFile {
        path: path.to_owned(),
        part,
    };
    let mut files = vec![
        file("Cargo.toml", Part::Manifest),
        file("README.md", Part::Readme),
        file("rustfmt.toml", Part::Format),
        file("src/lib.rs", Part::Root),
    ];
    let license = plan.package.license_text.as_deref();
    files.extend(license.map(|text| file(LICENSE_FILE, Part::License(text))));
    let client = format!("src/{CLIENT_MODULE}.rs");
    files.extend(plan.client.iter().map(|it| file(&client, Part::Client(it))));
    if let Some(http) = plan.http.as_deref() {
        files.push(file(&client, Part::HttpClient(&http.client)));
        if !http.files.is_empty() {
            let path = format!("src/{REQUESTS_MODULE}/mod.rs");
            files.push(file(&path, Part::HttpRequests(http)));
        }
        for requests in &http.files {
            let path = format!("src/{REQUESTS_MODULE}/{}.rs", requests.module);
            files.push(file(&path, Part::RequestsOf(requests)));
        }
    }
    if let Some(root) = requests(plan) {
        let path = format!("src/{REQUESTS_MODULE}/mod.rs");
        files.push(file(&path, Part::Requests(root)));
        files.extend(root.children().map(|namespace| CrateFile {
            path: format!("src/{REQUESTS_MODULE}/{}.rs", namespace.module),
            part: Part::Requests(RequestsPlan {
                namespace: Some(namespace),
                root: None,
            }),
        }));
    }
    for namespace in &plan.namespaces {
        let folder = format!("src/{}", namespace.module);
        files.push(file(
            &format!("{folder}/mod.rs"),
            Part::Namespace(namespace),
        ));
        let types = namespace.files.iter();
        files.extend(types.map(|it| CrateFile {
            path: type_path(namespace, it),
            part: Part::Type(it),
        }));
    }
    files
}

/// Takes the types out of a plan, each with the path of its file.
pub(crate) fn take_types(plan: &mut Plan) -> Vec<(String, FilePlan)> {
    let mut types = Vec::new();
    for namespace in &mut plan.namespaces {
        let files = std::mem::take(&mut namespace.files).into_iter();
        types.extend(files.map(|file| (type_path(namespace, &file), file)));
    }
    types
}

fn type_path(namespace: &NamespacePlan, file: &FilePlan) -> String {
    format!("src/{}/{}.rs", namespace.module, file.module)
}
