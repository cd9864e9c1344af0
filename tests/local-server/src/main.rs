//! Serves the documented samples on loopback for the examples of `billing-api`: `local-server [PORT]`.

use std::{env, error::Error, thread};

use billing_local_server::{samples, server::Server};

fn main() -> Result<(), Box<dyn Error>> {
    let port = env::args().nth(1).map_or(Ok(8080), |port| port.parse())?;
    let server = Server::start(port, |request| {
        println!("{}", request.line);
        samples::answer(request)
    })?;
    println!("listening on {}", server.url());
    loop {
        thread::park();
    }
}
