using System.Security.Cryptography;
using System.Text.Json;

namespace AccountingSync.Security;

/// <summary>A key ring as a JSON file: <c>{"active":"k2","keys":{"k1":"base64","k2":"base64"}}</c>.</summary>
public static class KeyRingFile
{
    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    /// <exception cref="KeyRingException">The file is missing or unusable; the message names it and what to do.</exception>
    public static KeyRing Load(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KeyRingException($"The key ring '{path}' cannot be read: {error.Message}", error);
        }
        try
        {
            return Parse(json);
        }
        catch (KeyRingException error)
        {
            throw new KeyRingException($"The key ring '{path}' cannot be used. {error.Message}", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(json);
        }
    }

    public static KeyRing Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw new KeyRingException($"It is no JSON of the form {{\"active\":\"id\",\"keys\":{{\"id\":\"base64\"}}}}: {error.Message}", error);
        }
    }

    /// <summary>Makes a file with one new key, readable and writable by its owner alone. Never overwrites: a lost key
    /// ring is lost data.</summary>
    /// <param name="random">Where the bytes come from; the operating system's generator when null.</param>
    public static KeyRing Create(string path, string keyId = "k1", RandomNumberGenerator? random = null) =>
        Write(new KeyRing(keyId, new Dictionary<string, byte[]>(StringComparer.Ordinal) { [keyId] = NewKey(random) }), path, FileMode.CreateNew);

    /// <summary>Adds a new active key to an existing file. Data keys are re-wrapped afterwards; the older keys stay in
    /// the file until that is done.</summary>
    public static KeyRing Rotate(string path, string newKeyId, RandomNumberGenerator? random = null)
    {
        var ring = Load(path);
        var keys = ring.Ids.ToDictionary(id => id, id => ring.Secret(id).ToArray(), StringComparer.Ordinal);
        if (!keys.TryAdd(newKeyId, NewKey(random)))
            throw new KeyRingException($"The key ring '{path}' has a key '{newKeyId}' already; choose another id.");
        // Beside the old one and then renamed, so that a crash leaves one of the two whole.
        var next = path + ".next";
        File.Delete(next);
        var rotated = Write(new KeyRing(newKeyId, keys), next, FileMode.CreateNew);
        File.Move(next, path, overwrite: true);
        return rotated;
    }

    static KeyRing Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new KeyRingException("It must hold one JSON object.");
        if (!root.TryGetProperty("active", out var active) || active.ValueKind != JsonValueKind.String)
            throw new KeyRingException("The member 'active' must name the key that wraps new data keys.");
        if (!root.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Object)
            throw new KeyRingException("The member 'keys' must be an object of id and base64 key.");
        var secrets = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var member in keys.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String || !member.Value.TryGetBytesFromBase64(out var secret))
                throw new KeyRingException($"The key '{member.Name}' is no base64 text.");
            secrets.Add(member.Name, secret);
        }
        return new KeyRing(active.GetString()!, secrets);
    }

    static KeyRing Write(KeyRing ring, string path, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        using (var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("active", ring.Active);
            json.WriteStartObject("keys");
            foreach (var id in ring.Ids.Order(StringComparer.Ordinal))
                json.WriteBase64String(id, ring.Secret(id));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        file.Flush(flushToDisk: true);
        return ring;
    }

    static byte[] NewKey(RandomNumberGenerator? random)
    {
        var key = new byte[DataKey.Size];
        if (random is null)
            RandomNumberGenerator.Fill(key);
        else
            random.GetBytes(key);
        return key;
    }
}
