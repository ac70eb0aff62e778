using System.IO.Pipelines;

namespace ConcertMaster.Host.Web;

/// <summary>
/// The way out of a connection, which can be given a last answer. What the server writes after it, its own answer without
/// words, goes nowhere, and then it closes the connection.
/// </summary>
internal sealed class RejectingOutput(PipeWriter output) : PipeWriter
{
    private byte[]? _nowhere;

    public void Answer(byte[] answer)
    {
        _ = output.WriteAsync(answer).AsTask();
        _nowhere = new byte[answer.Length];
    }

    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    public override long UnflushedBytes => _nowhere is null ? output.UnflushedBytes : 0;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _nowhere is null ? output.GetMemory(sizeHint) : Nowhere(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _nowhere is null ? output.GetSpan(sizeHint) : Nowhere(sizeHint);

    public override void Advance(int bytes)
    {
        if (_nowhere is null) output.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _nowhere is null ? output.FlushAsync(cancellationToken) : ValueTask.FromResult(default(FlushResult));

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _nowhere is null ? output.WriteAsync(source, cancellationToken) : ValueTask.FromResult(default(FlushResult));

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);

    private byte[] Nowhere(int sizeHint) =>
        _nowhere!.Length >= sizeHint ? _nowhere : _nowhere = new byte[sizeHint];
}

internal sealed record RejectingTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
