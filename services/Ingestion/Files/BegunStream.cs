namespace AccountingSync.Ingestion.Files;

/// <summary>What was read of a stream already, and then the rest of it. It waits for nothing as long as there is something to give.</summary>
sealed class BegunStream(ReadOnlyMemory<byte> begun, Stream rest) : Stream
{
    ReadOnlyMemory<byte> begun = begun;

    /// <summary>Bytes that were given so far.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Count(begun.IsEmpty ? rest.Read(buffer, offset, count) : Begun(buffer.AsSpan(offset, count)));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(begun.IsEmpty ? await rest.ReadAsync(buffer, cancellationToken) : Begun(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int Count(int read)
    {
        Given += read;
        return read;
    }

    int Begun(Span<byte> into)
    {
        var part = Math.Min(into.Length, begun.Length);
        begun.Span[..part].CopyTo(into);
        begun = begun[part..];
        return part;
    }
}
