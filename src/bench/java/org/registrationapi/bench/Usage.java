package org.registrationapi.bench;

/** The memory and processor time that a process uses, as reported by Linux. */
record Usage(long pid) {
  /** Ticks per second of the clock in which Linux reports processor time. */
  private static final double TICKS = 100;

  /** Resident memory right now, in MB. */
  double rssMb() {
    return status("VmRSS:");
  }

  /** The peak of its resident memory, in MB. */
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
