//! The definitions under a customization.

use std::{env, fs};

use billing_codegen::{
    CrateGenerator,
    customize::{Customization, DateTypes, DecimalType, ExternType},
    emit::OutputForm,
};

use crate::home;

/// Returns the definitions of `types/` and the diagnostics.
fn definitions(generator: CrateGenerator) -> (String, String) {
    let generated = generator.form(OutputForm::Definitions).files().unwrap();
    let (_, text) = generated
        .files
        .iter()
        .find(|(path, _)| *path == "src/lib.rs")
        .unwrap();
    let at = text.find("#[billing_macros").unwrap();
    (text[at..].to_owned(), generated.warnings)
}

fn generator() -> CrateGenerator {
    CrateGenerator::of_documents(home("types/api"), env::temp_dir().join("customized"))
}

#[test]
fn every_kind_of_rule() {
    let (found, warnings) = definitions(generator().config(home("types/config.yaml")));
    let path = home("types/golden.rs");
    let mut all = found.clone();
    for line in warnings.lines() {
        all += &format!("// {line}\n").replace(&*home("").to_string_lossy(), "");
    }
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &all).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), all);
}

/// The builder has the same rules as the configuration file.
#[test]
fn rules_of_a_builder() {
    let rules = Customization::new()
        .extern_type(
            "Money",
            ExternType::new("crate::own::Money").through_serde(),
        )
        .extern_type("Fee", "crate::own::Fee")
        .derive("*", "Eq")
        .derive("*", "::core::hash::Hash")
        .derive("InvoiceDto", "PartialEq, Hash")
        .attribute("LineDto", "#[cfg_attr(test, allow(dead_code))]")
        .member_attribute("*", "id", "#[doc(alias = \"number\")]")
        .rename_type("*Dto", "*")
        .rename_member("Line*", "amountDue", "due")
        .rename_value("InvoiceStatus", "PastDue", "Overdue")
        .rename_value("Payer", "Company", "Firm")
        .rename_module("v2", "newest")
        .rename_operation("Invoices_*", "*Invoice")
        .rename_parameter("Invoices_Get", "$expand", "more")
        .docs("Scale", "How heavy it is.")
        .member_docs("InvoiceDto", "total", "What is to be paid.")
        .operation_docs("Invoices_Get", "Looks an invoice up.");
    let (by_file, _) = definitions(generator().config(home("types/config.yaml")));
    let (by_builder, _) = definitions(generator().customize(rules));
    assert_eq!(by_builder, by_file);
}

/// The types of the members of `dates/` for each choice of date and decimal types.
#[test]
fn dates_and_decimals() {
    let cases = [
        (DateTypes::Own, DecimalType::Own),
        (DateTypes::Text, DecimalType::Float),
        (DateTypes::Time, DecimalType::RustDecimal),
        (DateTypes::Chrono, DecimalType::Own),
        (DateTypes::ChronoUtc, DecimalType::Own),
        (DateTypes::Jiff, DecimalType::Own),
        (DateTypes::JiffZoned, DecimalType::Own),
    ];
    let mut all = String::new();
    for (dates, decimals) in cases {
        let out = env::temp_dir().join("customized");
        let generator = CrateGenerator::of_documents(home("dates/api.yaml"), out);
        let rules = Customization::new().dates(dates).decimals(decimals);
        let (text, _) = definitions(generator.customize(rules));
        all += &format!("{dates:?}, {decimals:?}\n");
        let members = text
            .lines()
            .filter(|line| line.contains("pub ") && line.ends_with(','));
        all.extend(members.map(|line| format!("{}\n", line.trim())));
        all.push('\n');
    }
    let path = home("dates/members.txt");
    if env::var_os("BLESS").is_some() {
        fs::write(&path, &all).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), all);
}
