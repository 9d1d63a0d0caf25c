using System.Net;
using System.Net.Http.Headers;

namespace AccountingSync.CommandLine.Reach;

/// <summary>A file of JSON lines as a request's body, which says how far it is.</summary>
sealed class FileLines : HttpContent
{
    const int AtATime = 64 * 1024;
    readonly FileInfo file;
    long sent;

    public FileLines(FileInfo file)
    {
        this.file = file;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
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
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = file.Length;
        return true;
    }
}
