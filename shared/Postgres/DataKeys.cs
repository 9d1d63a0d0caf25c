using System.Collections.Concurrent;
using AccountingSync.Security;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AccountingSync.Postgres;

/// <summary>The data keys of each organisation, kept wrapped in the service's own schema. An organisation's first key is made when it
/// is first needed; <see cref="Rotate"/> adds another, and <see cref="RewrapAll"/> follows a change of the key ring.</summary>
public sealed class DataKeys([FromKeyedServices(Database.Quiet)] NpgsqlDataSource database, KeyRing keyRing)
{
    readonly ConcurrentDictionary<string, FieldCipher> ciphers = new();

    public async ValueTask<FieldCipher> For(string organisation, CancellationToken stop) =>
        ciphers.TryGetValue(organisation, out var cipher) ? cipher : await Load(organisation, stop);

    /// <summary>Decrypts with the key that encrypted it. One that another instance has added since ours were loaded is read now.</summary>
    public async ValueTask<byte[]> Decrypt(string organisation, byte[] encrypted, string address, CancellationToken stop)
    {
        var cipher = await For(organisation, stop);
        if (!cipher.CanRead(encrypted))
            cipher = await Load(organisation, stop);
        return cipher.Decrypt(encrypted, address);
    }

    /// <summary>New data is encrypted with a new key from now on; older data stays readable.</summary>
    public async Task Rotate(string organisation, CancellationToken stop)
    {
        var keys = await Read(organisation, stop);
        await Add(organisation, DataKey.Generate(keys.Count == 0 ? 1 : keys.Max(key => key.Number) + 1), stop);
        await Load(organisation, stop);
    }

    /// <summary>Every organisation of which this service has ever encrypted anything.</summary>
    public async Task<IReadOnlyList<string>> Organisations(CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT DISTINCT organisation FROM data_keys ORDER BY organisation");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var organisations = new List<string>();
        while (await reader.ReadAsync(stop))
            organisations.Add(reader.GetString(0));
        return organisations;
    }

    /// <summary>Wraps every data key with the key ring's active key. Returns how many were changed.</summary>
    public async Task<int> RewrapAll(CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        var rows = new List<(string Organisation, int Number, byte[] Wrapped)>();
        await using (var command = new NpgsqlCommand("SELECT organisation, number, wrapped FROM data_keys", connection))
        await using (var reader = await command.ExecuteReaderAsync(stop))
            while (await reader.ReadAsync(stop))
                rows.Add((reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
        var stale = rows.Where(row => keyRing.NeedsRewrap(row.Wrapped)).ToList();
        foreach (var (organisation, number, wrapped) in stale)
        {
            await using var update = new NpgsqlCommand("UPDATE data_keys SET wrapped = $3 WHERE organisation = $1 AND number = $2", connection);
            update.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
            update.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
            update.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keyRing.Rewrap(wrapped, organisation, number) });
            await update.ExecuteNonQueryAsync(stop);
        }
        return stale.Count;
    }

    async Task<FieldCipher> Load(string organisation, CancellationToken stop)
    {
        var keys = await Read(organisation, stop);
        if (keys.Count == 0)
        {
            await Add(organisation, DataKey.Generate(1), stop);
            keys = await Read(organisation, stop);
        }
        return ciphers[organisation] = new FieldCipher(keys, keys.Max(key => key.Number));
    }

    async Task<List<DataKey>> Read(string organisation, CancellationToken stop)
    {
        await using var command = database.CreateCommand("SELECT number, wrapped FROM data_keys WHERE organisation = $1 ORDER BY number");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var keys = new List<DataKey>();
        while (await reader.ReadAsync(stop))
            keys.Add(keyRing.Unwrap(reader.GetFieldValue<byte[]>(1), organisation, reader.GetInt32(0)));
        return keys;
    }

    /// <summary>Two processes at once: the first key of a number stays, and both use it.</summary>
    async Task Add(string organisation, DataKey key, CancellationToken stop)
    {
        await using var command = database.CreateCommand(
            "INSERT INTO data_keys (organisation, number, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
        );
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = organisation });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = key.Number });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = keyRing.Wrap(key, organisation) });
        await command.ExecuteNonQueryAsync(stop);
    }
}

public static class DataKeysRegistration
{
    /// <summary>Setting: <c>KeyRing:File</c>.</summary>
    public static void AddDataKeys(this IHostApplicationBuilder builder)
    {
        var file =
            builder.Configuration["KeyRing:File"]
            ?? throw new InvalidOperationException("KeyRing:File is not set: it names the file with the key-encryption keys.");
        builder.Services.AddSingleton(KeyRingFile.Load(file));
        builder.Services.AddSingleton<DataKeys>();
    }
}
