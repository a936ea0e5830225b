//! Options about one crate → its settings: what is given takes the place of what the file says.

use std::path::PathBuf;

use super::Failure;
use super::how::{How, Limited, Named, Reduced, Referenced, What};
use super::package::{Connection, Package};
use super::select::{invalid, location, usage};
use crate::config::{Cloud, Crate, DescriptionsFile, LicenseFile, Runtime, RuntimeFolder, Target};
use crate::fixup::OverlayFile;
use crate::references::{self, References};
use crate::select::{Feature, Features, Pattern, Selection};
use crate::text::check;
use crate::text::slashed;

/// Takes all options.
pub(super) fn apply(how: &How, target: &mut Target) -> Result<(), Failure> {
    let How {
        metadata,
        source,
        overlay,
        partial,
        described_by,
        reduce,
        out,
        outline,
        crate_name,
        runtime,
        key_style,
        operations,
        docs,
        client,
        package,
        service,
        named,
        referenced,
        limited,
        what,
    } = how;
    if let Some(metadata) = metadata {
        target.metadata = location(metadata)?;
    }
    if source.is_some() {
        target.source.clone_from(source);
    }
    if let Some(overlay) = overlay {
        target.overlay = Some(OverlayFile {
            name: slashed(overlay),
            path: overlay.clone(),
            partial: *partial,
        });
    }
    if let Some(path) = described_by {
        target.described_by = Some(DescriptionsFile::at(path.clone()));
    }
    if !reduce.is_empty() {
        target.reduce = Some(Reduced::together(reduce));
    }
    if let Some(out) = out {
        target.out.clone_from(out);
    }
    if outline.is_some() {
        target.outline.clone_from(outline);
    }
    if let Some(name) = crate_name {
        check::package_name(name).map_err(|error| invalid("--crate-name", &error))?;
        target.options.name.clone_from(name);
    }
    if let Some(text) = runtime {
        take_runtime(text, target)?;
    }
    if let Some(folder) = &target.runtime {
        target.options.runtime.path = Some(folder.seen_from(&target.out)?);
    }
    take_license(package.license_file.as_ref(), target)?;
    let options = &mut target.options;
    options.key_style = key_style.unwrap_or(options.key_style);
    options.operations = operations.unwrap_or(options.operations);
    options.docs = docs.unwrap_or(options.docs);
    options.service = service.or(&options.service);
    take_client(client, options)?;
    take_package(package, options);
    take_named(named, options);
    take_references(referenced, options)?;
    raise(limited, options)?;
    choose(what, &mut options.selection)
}

/// A version requirement, or else a folder relative to the current one.
fn take_runtime(text: &str, target: &mut Target) -> Result<(), Failure> {
    if let Ok(version) = Runtime::version(text) {
        target.options.runtime = version;
        target.runtime = None;
        return Ok(());
    }
    if text.is_empty() {
        return Err(usage("--runtime is empty: name a folder or a version"));
    }
    target.options.runtime = Runtime::path(text).map_err(|error| invalid("--runtime", &error))?;
    target.runtime = Some(RuntimeFolder {
        path: PathBuf::from(text),
        name: text.replace('\\', "/"),
        position: None,
    });
    Ok(())
}

fn take_license(file: Option<&PathBuf>, target: &mut Target) -> Result<(), Failure> {
    let Some(path) = file else { return Ok(()) };
    LicenseFile::refuse_inside(path, &target.out)
        .map_err(|error| invalid("--license-file", &error))?;
    target.license_file = Some(LicenseFile {
        name: slashed(path),
        path: path.clone(),
    });
    Ok(())
}

fn take_client(client: &Connection, options: &mut Crate) -> Result<(), Failure> {
    let Connection {
        client,
        base_url,
        issuer,
        start,
        scopes,
        clouds,
        cloud_scopes,
    } = client;
    replace(&mut options.client, client.as_ref());
    replace(&mut options.base_url, base_url.as_ref());
    if issuer.is_some() {
        options.issuer.clone_from(issuer);
    }
    replace(&mut options.start, start.as_ref());
    replace_all(&mut options.scopes, scopes);
    for (name, url) in clouds {
        options.clouds.retain(|cloud| cloud.name != *name);
        options.clouds.push(Cloud {
            name: name.clone(),
            base_url: url.clone(),
            scopes: Vec::new(),
        });
    }
    options.clouds.sort_by(|a, b| a.name.cmp(&b.name));
    for (name, scope) in cloud_scopes {
        let mut known = options.clouds.iter_mut();
        let Some(cloud) = known.find(|cloud| cloud.name == *name) else {
            let message =
                format!("--cloud-scope {name}={scope}: no cloud {name}: give --cloud {name}=URL");
            return Err(usage(message));
        };
        cloud.scopes.push(scope.clone());
    }
    Ok(())
}

fn take_package(package: &Package, options: &mut Crate) {
    let Package {
        crate_version,
        description,
        license,
        // It is a file, and not a setting of the crate itself.
        license_file: _,
        repository,
        keywords,
        categories,
        type_link,
        operation_link,
    } = package;
    if let Some(version) = crate_version {
        options.version.clone_from(version);
    }
    replace(&mut options.description, description.as_ref());
    replace(&mut options.license, license.as_ref());
    replace(&mut options.repository, repository.as_ref());
    replace_all(&mut options.keywords, keywords);
    replace_all(&mut options.categories, categories);
    replace(&mut options.reference.type_template, type_link.as_ref());
    replace(
        &mut options.reference.operation_template,
        operation_link.as_ref(),
    );
}

fn take_named(named: &Named, options: &mut Crate) {
    let Named {
        rename,
        modules,
        polymorphic,
        any_limit,
        type_versions,
    } = named;
    options.rename.extend(rename.iter().cloned());
    options.modules.extend(modules.iter().cloned());
    options.polymorphic.extend(polymorphic.iter().cloned());
    options.any_limit = any_limit.unwrap_or(options.any_limit);
    options.type_versions = type_versions.unwrap_or(options.type_versions);
}

fn take_references(referenced: &Referenced, options: &mut Crate) -> Result<(), Failure> {
    let Referenced {
        references,
        reference_files,
        fetch_references,
    } = referenced;
    if let Some(folder) = references {
        // Which files are meant is said of the other folder.
        let fetch = options.references.fetch;
        options.references = References::folder(folder);
        options.references.fetch = fetch;
    }
    options.references.fetch |= fetch_references;
    for (address, file) in reference_files {
        if options.references.folder.is_none() || !references::is_plain(file) {
            return Err(usage(format!(
                "--reference-file {address}={file}: give --references, and paths of files in it without `..`"
            )));
        }
        let files = &mut options.references.files;
        files.insert(address.clone(), file.clone());
    }
    Ok(())
}

fn replace(setting: &mut Option<String>, given: Option<&String>) {
    if let Some(given) = given {
        *setting = Some(given.clone());
    }
}

fn replace_all(setting: &mut Vec<String>, given: &[String]) {
    if !given.is_empty() {
        *setting = given.to_vec();
    }
}

/// Takes limits that are given on the command line.
pub(super) fn raise(limited: &Limited, options: &mut Crate) -> Result<(), Failure> {
    for (limit, most) in &limited.max {
        let raised = options.limits.with(*limit, *most);
        options.limits = raised.map_err(|bad| usage(format!("--max: {bad}")))?;
    }
    Ok(())
}

fn choose(what: &What, selection: &mut Selection) -> Result<(), Failure> {
    let What {
        include,
        exclude,
        unselected_navigation,
        features_by_segment,
        features,
    } = what;
    if !include.is_empty() {
        selection.include = patterns("--include", include)?;
    }
    if !exclude.is_empty() {
        selection.exclude = patterns("--exclude", exclude)?;
    }
    if let Some(navigation) = unselected_navigation {
        selection.unselected_navigation = *navigation;
    }
    if *features_by_segment {
        selection.features = Features::BySegment;
    } else if !features.is_empty() {
        selection.features = named_features(features)?;
    }
    Ok(())
}

fn patterns(option: &str, texts: &[String]) -> Result<Vec<Pattern>, Failure> {
    let read = texts.iter().map(|text| Pattern::parse(text));
    let read: Result<_, _> = read.collect();
    read.map_err(|error| invalid(option, &error))
}

/// Features by their names, those of one name together.
fn named_features(given: &[(String, String)]) -> Result<Features, Failure> {
    let (mut always, mut features) = (Vec::new(), Vec::<Feature>::new());
    for (name, text) in given {
        let found = patterns("--feature", std::slice::from_ref(text))?;
        if name == Features::ALWAYS {
            always.extend(found);
        } else if let Some(feature) = features.iter_mut().find(|feature| feature.name == *name) {
            feature.patterns.extend(found);
        } else {
            features.push(Feature {
                name: name.clone(),
                patterns: found,
            });
        }
    }
    features.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Features::Named { always, features })
}
