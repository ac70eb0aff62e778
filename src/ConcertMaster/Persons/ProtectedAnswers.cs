using System.Text;
using ConcertMaster.Shared;
using ConcertMaster.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace ConcertMaster.Persons;

/// <summary>
/// The one door by which sealed values leave: whatever endpoint answers JSON or CSV to somebody who is signed in, what
/// they may see is opened on the way out, and the rest is masked. So no list, audit, replay or run has to think of it.
/// </summary>
internal sealed class ProtectedAnswers(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, ProtectedValues values)
    {
        if (context.ActorOrNull() is not { } actor || context.Request.Path.StartsWithSegments("/live"))
        {
            await next(context);
            return;
        }
        var original = context.Response.Body;
        using var held = new HeldBody(context.Response, original);
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = original;
        }
        if (held.Content is not { } content) return;
        if (content.AsSpan().IndexOf("sealed.v1."u8) >= 0)
        {
            var text = Encoding.UTF8.GetString(content);
            var isJson = context.Response.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true;
            text = isJson
                ? await values.OpenJson(actor.Tenant, text, PersonPermissions.Of(actor), context.RequestAborted)
                : await values.Open(actor.Tenant, text, PersonPermissions.Of(actor), context.RequestAborted);
            content = Encoding.UTF8.GetBytes(text);
            context.Response.ContentLength = content.Length;
        }
        await original.WriteAsync(content, context.RequestAborted);
    }

    /// <summary>Holds text back until it is complete; anything else goes straight through.</summary>
    private sealed class HeldBody(HttpResponse response, Stream original) : Stream
    {
        private MemoryStream? _held;
        private bool? _holds;

        public byte[]? Content => _held?.ToArray();

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        private bool Holds => _holds ??= response.ContentType is { } type && response.Headers.ContentDisposition.Count == 0
            && (type.Contains("json", StringComparison.OrdinalIgnoreCase)
                || type.StartsWith("text/csv", StringComparison.OrdinalIgnoreCase));

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Holds) (_held ??= new()).Write(buffer);
            else original.Write(buffer);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (!Holds) return original.WriteAsync(buffer, cancellationToken);
            (_held ??= new()).Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override void Flush()
        {
            if (!Holds) original.Flush();
        }

        public override Task FlushAsync(CancellationToken cancellationToken) =>
            Holds ? Task.CompletedTask : original.FlushAsync(cancellationToken);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
