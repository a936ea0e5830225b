//! The files of a crate: a plan goes in, the path and the part of the plan of each file come out.

use crate::plan::names::owned::{CLIENT_MODULE, REQUESTS_MODULE};
use crate::plan::{
    ClientPlan, FilePlan, HttpClientPlan, HttpPlan, LICENSE_FILE, NamespacePlan, Plan, RequestsFile,
};

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
    /// The module of requests.
    Requests(&'p HttpPlan),
    RequestsOf(&'p RequestsFile),
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
            files.push(file(&path, Part::Requests(http)));
        }
        for requests in &http.files {
            let path = format!("src/{REQUESTS_MODULE}/{}.rs", requests.module);
            files.push(file(&path, Part::RequestsOf(requests)));
        }
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
