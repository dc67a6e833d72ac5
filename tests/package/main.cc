#include <iostream>
#include <utility>
#include <vector>

#include <logscan/engine.h>
#include <logscan/report.h>

int main(int, char** argv) {
  std::vector<logscan::Input> inputs;
  inputs.push_back(logscan::Input::open(argv[1]));
  std::cout << logscan::report_text(logscan::analyse(inputs, {}), {});
}
