//! reqwest with rustls.

fn main() -> checks::Outcome {
    // Both panic where reqwest finds no provider of cryptography.
    let theirs = reqwest::Client::new();
    let _built = reqwest::Client::builder().build()?;
    checks::speaks_tls()?;
    if !same(&theirs) {
        return Err("odata-client changes what reqwest's own clients are".into());
    }
    println!("reqwest's own clients work, the same before and after");
    Ok(())
}

/// Whether a client of before is like one of after.
fn same(before: &reqwest::Client) -> bool {
    format!("{before:?}") == format!("{:?}", reqwest::Client::new())
}
