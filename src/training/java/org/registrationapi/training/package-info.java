/**
 * Trains the JVM: uses the application as its users will, and lets the JVM record an AOT cache with
 * profiles (JEP 514 and 515). It is not part of the jar; the build of the image and the benchmarks
 * run it.
 */
package org.registrationapi.training;
