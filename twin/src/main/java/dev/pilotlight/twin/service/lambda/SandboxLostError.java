package dev.pilotlight.twin.service.lambda;

/**
 * The sandbox of a running function is gone, with everything that was not written elsewhere. An error, because no
 * handler of exceptions may survive it. Step Functions calls it {@code Lambda.Unknown}, as it does every end of a
 * function that its runtime could not report.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">Step Functions:
 *     error names</a>
 */
public final class SandboxLostError extends Error {
    public SandboxLostError(String message) {
        super(message, null, false, false);
    }
}
