using System.Buffers;

namespace AccountingSync.Ingestion;

/// <summary>A request's body as the bytes that were sent; signatures and hashes need them unchanged.</summary>
static class BodyReader
{
    /// <returns>Null when the body is larger than the limit.</returns>
    public static async Task<byte[]?> Read(HttpRequest request, long limit, CancellationToken stop)
    {
        if (request.ContentLength > limit)
            return null;
        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, stop)) > 0)
            {
                if (body.Length + read > limit)
                    return null;
                await body.WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }
        // The server's own limit, met by a body whose length was not announced.
        catch (BadHttpRequestException refused) when (refused.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return body.ToArray();
    }
}
