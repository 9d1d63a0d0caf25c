using System.Net;
using System.Net.Http.Headers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>A file of lines as a request's body, which says how far it is.</summary>
sealed class FileLines : HttpContent
{
    const int AtATime = 64 * 1024;
    readonly FileInfo file;
    long sent;
    long lines;

    public FileLines(FileInfo file, bool json)
    {
        this.file = file;
        Headers.ContentType = new MediaTypeHeaderValue(json ? "application/x-ndjson" : "text/csv");
    }

    /// <summary>Line ends that were sent: what a file of any form has about as many of as of rows.</summary>
    public long Lines => Interlocked.Read(ref lines);

    /// <summary>By its name, or by its first character.</summary>
    public static bool AreJson(FileInfo file)
    {
        if (file.Extension.ToUpperInvariant() is ".JSONL" or ".NDJSON")
            return true;
        using var content = file.OpenRead();
        Span<byte> start = stackalloc byte[256];
        start = start[..content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            start = start[3..];
        return start.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    /// <summary>From 0 to 1.</summary>
    public double Part => file.Length == 0 ? 1 : (double)Interlocked.Read(ref sent) / file.Length;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        var buffer = new byte[AtATime];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await stream.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            Interlocked.Add(ref sent, read);
            Interlocked.Add(ref lines, buffer.AsSpan(0, read).Count((byte)'\n'));
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }
}
