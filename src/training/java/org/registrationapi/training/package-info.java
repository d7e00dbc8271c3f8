/**
 * Trains the JVM: uses the application as its users will, and has the JVM write down what it learnt
 * (JEP 514 and 515). In no jar; the image's build runs it, and so do the benchmarks.
 */
package org.registrationapi.training;
