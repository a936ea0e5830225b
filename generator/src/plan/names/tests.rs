use super::*;

#[test]
fn types_are_upper_camel_case() {
    for (csdl, rust) in [
        ("call", "Call"),
        ("windows10CompliancePolicy", "Windows10CompliancePolicy"),
        ("Self", "Self_"),
        ("Option", "Option_"),
        ("string", "String_"),
        ("DVDs", "Dvds"),
        ("a-b", "AB"),
        ("1st", "N1st"),
        ("größe", "Größe"),
    ] {
        assert_eq!(TypeName::new(&[csdl]).as_str(), rust);
    }
}

#[test]
fn constants_are_upper_case() {
    for (csdl, rust) in [
        ("displayName", "DISPLAY_NAME"),
        ("type", "TYPE"),
        ("größe", "GRÖSSE"),
        ("名前", "N_名前"),
    ] {
        let name = ConstantName::of(&FieldName::new(csdl));
        assert_eq!(name.as_str(), rust);
        assert_eq!(name.escaped().as_str(), format!("{rust}_"));
    }
}

#[test]
fn fields_are_snake_case_and_escape_keywords() {
    for (csdl, rust) in [
        ("displayName", "display_name"),
        ("type", "type_"),
        ("self", "self_"),
        ("fn", "fn_"),
        ("gen", "gen_"),
        ("taphʿel", "taph_el"),
        ("r#x", "r_x"),
        ("1st", "n1st"),
        ("a-b", "a_b"),
        ("_", "n"),
        ("userIP", "user_ip"),
        ("Location_", "location_"),
        ("cloudPCs", "cloud_pcs"),
        ("similarTTPsOrBehavior", "similar_ttps_or_behavior"),
        ("isOSSupported", "is_os_supported"),
        ("HTTPServer", "http_server"),
        ("Type_", "type_"),
    ] {
        assert_eq!(FieldName::new(csdl).as_str(), rust, "{csdl}");
    }
}

#[test]
fn names_that_the_compiler_takes_for_one_are_one() {
    for (one, other) in [
        ("\u{1100}\u{1161}", "\u{ac00}"),
        ("\u{212b}", "\u{c5}"),
        ("caf\u{e9}", "cafe\u{301}"),
    ] {
        assert_eq!(TypeName::new(&[one]), TypeName::new(&[other]));
        assert_eq!(FieldName::new(one), FieldName::new(other));
    }
}

#[test]
fn signs_between_words_leave_no_two_underscores() {
    assert_eq!(
        ModuleName::new(&["item", ":", "item"]).as_str(),
        "item_item"
    );
    assert_eq!(ConstantName::new(&["a", "_", "b"]).as_str(), "A_B");
    assert_eq!(MethodName::new(&["", ":"]).as_str(), "n");
}

#[test]
fn module_names_are_file_names_everywhere() {
    for (csdl, rust) in [
        ("con", "con_"),
        ("COM1", "com1_"),
        ("mod", "mod_"),
        ("call", "call"),
    ] {
        assert_eq!(ModuleName::new(&[csdl]).as_str(), rust);
    }
}

#[test]
fn hostile_names_stay_identifiers() {
    for csdl in [
        "",
        "../../etc",
        "a b",
        "x\u{202e}y",
        "\"; panic!()",
        "\u{0}",
        &"n".repeat(10_000),
        &"aB".repeat(5_000),
        &"\u{23a}".repeat(100),
        "\u{958}\u{212b}",
    ] {
        let module = ModuleName::new(&[csdl]);
        assert!(module.as_str().len() <= MAX_NAME_LENGTH + 1, "{module}");
        assert!(is_identifier(TypeName::new(&[csdl]).as_str()), "{csdl}");
        assert!(is_identifier(FieldName::new(csdl).as_str()), "{csdl}");
        assert!(is_identifier(MethodName::new(&[csdl]).as_str()), "{csdl}");
    }
}
