namespace AccountingSync.Integration.Tests.Ingestion;

/// <summary>Sends so much, and after a while the connection breaks.</summary>
sealed class TornContent(byte[] bytes, Func<Task> wait) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
    {
        await stream.WriteAsync(bytes);
        await stream.FlushAsync();
        await wait();
        throw new IOException("The line is dead.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
