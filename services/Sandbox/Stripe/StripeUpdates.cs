using System.Text;
using System.Text.Json.Nodes;
using AccountingSync.Sandbox.Census;
using AccountingSync.Sandbox.Faults;

namespace AccountingSync.Sandbox.Stripe;

/// <summary>Changes description and metadata, as Stripe lets them be changed after money has moved. The answer to an Idempotency-Key is repeated for a day, be
/// it a failure; another request with the same key is refused.</summary>
internal sealed class StripeUpdates(StripeObjects objects, StripeErrors errors, CensusFile census, FaultSwitchboard faults, TimeProvider clock)
{
    const int LongestKey = 40;
    const int LongestValue = 500;
    const int MostPairs = 50;
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>What can be changed, by its collection.</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["charges"] = "charge",
        ["refunds"] = "refund",
        ["payouts"] = "payout",
        ["payment_intents"] = "payment_intent",
    };

    readonly Lock gate = new();
    readonly Dictionary<string, StripeUpdate> byKey = [];
    readonly List<DoneUpdate> done = [];

    public IReadOnlyList<DoneUpdate> Done
    {
        get
        {
            lock (gate)
                return [.. done];
        }
    }

    public Answer Update(string kind, string id, IFormCollection form, string? key, FaultKind? fault)
    {
        lock (gate)
        {
            var fingerprint =
                $"{kind}/{id}?{string.Join('&', form.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"))}";
            if (key is not null && byKey.TryGetValue(key, out var before) && clock.GetUtcNow() - before.At < Lifetime)
                return before.Fingerprint == fingerprint ? Answer.Json(before.Status, before.Body) : errors.KeyOfAnother(key);
            if (Find(kind, id) is not { } found)
                return errors.Missing(kind, id);
            if (Changed(kind, found.Json, form, out var document) is { } refused)
                return refused;
            var answer = fault == FaultKind.Http500AfterCommit ? errors.ServerError() : Answer.Json(200, document.ToJsonString());
            var now = found with { Json = document.ToJsonString() };
            var changed = now.Json != found.Json;
            var update = new StripeUpdate(
                key,
                fingerprint,
                clock.GetUtcNow(),
                now,
                changed ? Event(kind, document) : null,
                changed,
                answer.Status,
                Encoding.UTF8.GetString(answer.Body.Span)
            );
            Keep(update);
            census.Append(CensusLines.StripeUpdate(update));
            return answer;
        }
    }

    /// <summary>Payment intents are made of their charges when they are first asked for.</summary>
    public StripeObject? Find(string kind, string id) =>
        objects.Find(kind, id) is { } found ? found
        : kind == "payment_intent" && objects.ChargeOf(id) is { } charge
            ? new StripeObject(id, kind, StripeShapes.PaymentIntent(JsonNode.Parse(charge.Json)!.AsObject()).ToJsonString())
        : null;

    public void Restore(StripeUpdate update)
    {
        lock (gate)
            Keep(update);
    }

    void Keep(StripeUpdate update)
    {
        objects.Change(update.Object, update.Told);
        if (update.Key is { } key && !faults.For(FaultSwitchboard.Stripe).Plan.ForgetRequestIds)
            byKey[key] = update;
        done.Add(new DoneUpdate(update.Object.Id, update.Key, update.Changed));
    }

    /// <returns>Null when all parameters can be taken.</returns>
    Answer? Changed(string kind, string json, IFormCollection form, out JsonObject document)
    {
        document = JsonNode.Parse(json)!.AsObject();
        if (document["metadata"] is not JsonObject)
            document["metadata"] = new JsonObject();
        var metadata = document["metadata"]!.AsObject();
        foreach (var (name, values) in form)
        {
            var value = values.ToString();
            if (name == "description" && kind is ("charge" or "payment_intent"))
                document["description"] = value.Length == 0 ? null : value;
            else if (name.StartsWith("metadata[", StringComparison.Ordinal) && name[^1] == ']')
            {
                var key = name["metadata[".Length..^1];
                if (key.Length is 0 or > LongestKey || value.Length > LongestValue)
                    return errors.Invalid("metadata");
                if (value.Length == 0)
                    metadata.Remove(key);
                else
                    metadata[key] = value;
                if (metadata.Count > MostPairs)
                    return errors.Invalid("metadata");
            }
            else
                return errors.Unheard(name);
        }
        return null;
    }

    /// <summary>As it stands in the list of events. Nothing is told of payment intents.</summary>
    StripeObject? Event(string kind, JsonObject document)
    {
        if (kind == "payment_intent")
            return null;
        var id = $"evt_update{(done.Count + 1).ToString("D14", System.Globalization.CultureInfo.InvariantCulture)}";
        return new StripeObject(
            id,
            StripeObjects.Event,
            StripeShapes.Event(id, $"{kind}.updated", document, clock.GetUtcNow().ToUnixTimeSeconds()).ToJsonString()
        );
    }
}
