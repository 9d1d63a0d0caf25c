namespace AccountingSync.Ingestion.Files.Csv;

/// <summary>Text of which only so much is given until it is allowed to go on: whoever reads it keeps what belongs to one record in memory.</summary>
sealed class BoundedText(TextReader text, int max) : TextReader
{
    long given;
    long allowed = max;

    /// <summary>What was given until now is not kept any more.</summary>
    public void Allow() => allowed = given + max;

    public override int Read(char[] buffer, int index, int count) => Counted(text.Read(buffer, index, Rest(count)));

    public override async Task<int> ReadAsync(char[] buffer, int index, int count) => Counted(await text.ReadAsync(buffer, index, Rest(count)));

    public override int Read(Span<char> buffer) => Counted(text.Read(buffer[..Rest(buffer.Length)]));

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
        Counted(await text.ReadAsync(buffer[..Rest(buffer.Length)], cancellationToken));

    int Rest(int count) => given < allowed ? (int)Math.Min(count, allowed - given) : throw new TextTooLongException();

    int Counted(int read)
    {
        given += read;
        return read;
    }
}

sealed class TextTooLongException() : Exception("More text belongs together than is kept in memory.");
