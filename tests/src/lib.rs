//! What the tests of the whole program stand on: the program itself, its window, its command line.

pub mod cups;
pub mod driver;
pub mod founded;
pub mod layout;
pub mod nadi;
pub mod process;
pub mod rpc;
pub mod screen;
pub mod window;
