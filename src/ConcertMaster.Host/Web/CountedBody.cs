using Microsoft.AspNetCore.Http.Features;

namespace ConcertMaster.Host.Web;

/// <summary>A body of unknown length that is refused with 413 as soon as more than the limit of its endpoint was read.</summary>
/// <param name="body">The body as it arrives.</param>
/// <param name="limit">Most bytes; null means no limit. An endpoint may set its own until the first byte is read.</param>
internal sealed class CountedBody(Stream body, long? limit) : Stream, IHttpMaxRequestBodySizeFeature
{
    private long _read;

    public bool IsReadOnly => _read > 0;

    public long? MaxRequestBodySize { get; set; } = limit;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct = default) =>
        Count(await body.ReadAsync(buffer, ct));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken ct) =>
        ReadAsync(buffer.AsMemory(offset, count), ct).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(body.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int bytes)
    {
        _read += bytes;
        if (_read > MaxRequestBodySize)
            throw new BadHttpRequestException("Request body too large.", StatusCodes.Status413PayloadTooLarge);
        return bytes;
    }
}
