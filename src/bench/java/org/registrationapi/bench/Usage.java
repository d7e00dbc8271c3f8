package org.registrationapi.bench;

/** What a process uses of the machine, as Linux tells it. */
record Usage(long pid) {
  /** Of the clock that Linux counts a process's time by, in a second. */
  private static final double TICKS = 100;

  /** Resident memory right now, in MB. */
  double rssMb() {
    return status("VmRSS:");
  }

  /** The most resident memory that it ever had, in MB. */
  double peakRssMb() {
    return status("VmHWM:");
  }

  /** Processor time so far, in seconds, user and system. */
  double cpuSeconds() {
    var stat = Machine.text("/proc/" + pid + "/stat");
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
  }

  private double status(String field) {
    return Machine.text("/proc/" + pid + "/status")
        .lines()
        .filter(line -> line.startsWith(field))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }
}
