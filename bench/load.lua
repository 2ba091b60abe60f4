-- The three loads. Arguments: which one (list, detail, create), the token, and for detail the file of ids, for create
-- the id of the category and a word that no other run has.
local threads = 0

function setup(thread)
   threads = threads + 1
   thread:set("number", threads)
end

function init(args)
   math.randomseed(number)
   common = { ["Authorization"] = "Bearer " .. args[2] }
   if args[1] == "list" then
      local whole = wrk.format("GET", "/tickets?limit=25", common)
      request = function() return whole end
   elseif args[1] == "detail" then
      request = detail(args[3])
   else
      request = create(args[3], args[4])
   end
end

function detail(file)
   local ids = {}
   for id in io.lines(file) do ids[#ids + 1] = id end
   return function() return wrk.format("GET", "/tickets/" .. ids[math.random(#ids)], common) end
end

-- Every request has a key of its own, shaped as a UUID; the properties are the caller's ten, with 100 rooms each.
function create(category, word)
   local counter = 0
   common["Content-Type"] = "application/json"
   return function()
      counter = counter + 1
      common["Idempotency-Key"] = string.format("%s-%04x-4000-8000-%012x", word, number, counter)
      local property = math.random(10)
      local body = string.format(
         '{"title": "Tap in the bathroom drips", "description": "About once a second, also when it is closed firmly. '
            .. 'It began yesterday evening.", "property_id": %d, "room_id": %d, "category_id": %s}',
         property, (property - 1) * 100 + math.random(100), category)
      return wrk.format("POST", "/tickets", common, body)
   end
end

function done(summary, latency, requests)
   local errors = summary.errors
   io.write(string.format(
      'RESULT {"requests": %d, "microseconds": %d, "p50": %d, "p95": %d, "p99": %d, "refused": %d, "broken": %d}\n',
      summary.requests, summary.duration, latency:percentile(50), latency:percentile(95), latency:percentile(99),
      errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
