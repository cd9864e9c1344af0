//! Examples at the end of `--help`; a test runs each of them.

pub(super) const GENERATE: &str = "\
Examples:
  billing-codegen generate                                   # specs/ to generated/
  billing-codegen generate api.yaml --out my-api             # one document
  billing-codegen generate api-versions --out my-api --stats # a file or folder for each api-version
  billing-codegen generate api-versions --out with-features --features my-api- --convert rust_decimal,time
  billing-codegen generate api.yaml --out part --operations 'Invoices_*' --deny warnings";

pub(super) const CHECK: &str = "\
Examples:
  billing-codegen check
  billing-codegen check api-versions --out my-api # what `generate` with these arguments would change
  billing-codegen check --message-format github   # annotations in a workflow";

pub(super) const DIFF: &str = "\
Examples:
  billing-codegen diff azure/2020-05-01 azure/2024-04-01     # two api-versions of specs/
  billing-codegen diff old.yaml new.yaml --format markdown   # for a pull request
  billing-codegen diff old.yaml new.yaml --deny wire         # exit with 1 if there are changes that break running clients
  billing-codegen diff --old old.yaml --old prices.yaml --new new.yaml --new prices.yaml  # several fragments each
  billing-codegen diff old.yaml - < new.yaml                 # a document on standard input";

pub(super) const HISTORY: &str = "\
Examples:
  billing-codegen history azure                                  # a service of specs/
  billing-codegen history azure --format html --output azure.html
  billing-codegen history api-versions --format json             # a folder of api-versions";

pub(super) const VERIFY: &str = "\
Examples:
  billing-codegen verify                          # all services of specs/
  billing-codegen verify azure/2020-05-01
  billing-codegen verify api.yaml --allow B0612   # without mismatches of patterns
  billing-codegen verify - < api.yaml             # a document on standard input";

pub(super) const IMPORT: &str = "\
Examples:
  billing-codegen import checkout/shop.yaml --root checkout --out specs/shop/2024-01-01
  billing-codegen import checkout/shop.yaml --root checkout --out specs/shop/2024-01-01 --operations 'Invoices_*' --floats decimal";

pub(super) const NEW_VERSION: &str = "\
Examples:
  billing-codegen new-version azure 2026-01-01                    # a copy of the newest api-version
  billing-codegen new-version azure 2026-03-01 --from 2024-04-01  # a copy of an older one";

pub(super) const REMOVE_VERSION: &str = "\
Examples:
  billing-codegen remove-version azure 2017-02-27-preview   # the oldest one
  billing-codegen remove-version azure 2020-05-01           # one between others";

pub(super) const UPSTREAM: &str = "\
Examples:
  billing-codegen upstream --against checkout                  # all that follow official files
  billing-codegen upstream shop/2024-01-01 --against checkout --descriptions
  billing-codegen upstream --against checkout --record         # after looking at what changed";

pub(super) const EXPLAIN: &str = "\
Examples:
  billing-codegen explain         # all codes
  billing-codegen explain B0101";

pub(super) const COMPLETIONS: &str = "\
Examples:
  billing-codegen completions bash > ~/.local/share/bash-completion/completions/billing-codegen
  billing-codegen completions zsh > ~/.zfunc/_billing-codegen   # a folder in $fpath
  billing-codegen completions fish > ~/.config/fish/completions/billing-codegen.fish
  billing-codegen completions powershell > billing-codegen.ps1  # source it in $PROFILE
  billing-codegen completions elvish > billing-codegen.elv";
